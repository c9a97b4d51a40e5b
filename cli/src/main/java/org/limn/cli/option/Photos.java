package org.limn.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which photos a command is about: files, or folders of them. */
public final class Photos {
    private static final Pattern PICTURE = Pattern.compile(".*\\.(jpe?g|png|webp|bmp|gif)");

    @Option(
            names = {"--image", "--images"},
            paramLabel = "FILE",
            required = true,
            arity = "1..*",
            description = "Photos, or folders of photos: JPEG, PNG, WebP, BMP, GIF.")
    private @Nullable List<Path> images;

    /** The files in the order given, those of a folder by name. */
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : images == null ? List.<Path>of() : images) {
            if (Files.isDirectory(path)) {
                files.addAll(inside(path));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> pictures = all.filter(
                            f -> PICTURE.matcher(f.getFileName().toString().toLowerCase(Locale.ROOT))
                                    .matches())
                    .sorted()
                    .toList();
            if (pictures.isEmpty()) {
                throw new FailureException(folder + ": no pictures in this folder (.jpg, .png, .webp, .bmp, .gif)");
            }
            return pictures;
        }
    }
}
