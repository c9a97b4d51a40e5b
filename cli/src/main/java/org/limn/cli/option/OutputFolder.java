package org.limn.cli.option;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import org.limn.cli.report.PngFile;

/**
 * Where a command's files go. The folder is made when the first is written, and each is whole or not there: whoever interrupts
 * the command keeps what was finished.
 */
public final class OutputFolder {
    private final Path folder;
    private final Set<String> taken = new HashSet<>();

    public OutputFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder that a file is in. */
    public static OutputFolder of(Path file) {
        Path parent = file.getParent();
        return new OutputFolder(parent == null ? Path.of("") : parent);
    }

    /** Writes a file somewhere. */
    @FunctionalInterface
    public interface Writer {
        void to(Path file) throws IOException;
    }

    /** A name for the files about a photo, {@code photo.what}, with a number if this run has used it already. */
    public String name(Path photo, String what) {
        String name = photo.getFileName().toString().replaceFirst("\\.[^.]+$", "") + "." + what;
        String free = name;
        for (int k = 2; !taken.add(free); k++) {
            free = name + "-" + k;
        }
        return free;
    }

    public Path path(String file) {
        return folder.resolve(file);
    }

    public Path write(String file, Writer content) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FailureException(folder + ": a folder is needed for what is written, this is a file");
        }
        if (!folder.toString().isEmpty()) {
            Files.createDirectories(folder);
        }
        Path part = folder.resolve(file + ".part");
        try {
            content.to(part);
            return Files.move(part, path(file), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    public void remove(String file) throws IOException {
        Files.deleteIfExists(path(file));
    }

    public Path writePng(String file, BufferedImage picture) throws IOException {
        return write(file, part -> PngFile.write(part, picture));
    }

    public Path writeText(String file, String text) throws IOException {
        return write(file, part -> Files.writeString(part, text));
    }
}
