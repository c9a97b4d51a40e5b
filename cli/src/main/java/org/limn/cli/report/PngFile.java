package org.limn.cli.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as PNG. */
public final class PngFile {
    private PngFile() {}

    /**
     * Writes a picture beside its place and then moves it there: whoever looks finds a whole file or none, or the one before.
     *
     * @throws IOException if the folder is not there or cannot be written to
     */
    public static void write(Path file, BufferedImage picture) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            encode(part, picture);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void encode(Path file, BufferedImage picture) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                MemoryCacheImageOutputStream image = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(picture, "png", image)) {
                throw new IOException(file + ": no PNG writer takes pictures of type " + picture.getType());
            }
        }
    }
}
