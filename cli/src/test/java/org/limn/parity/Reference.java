package org.limn.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor64;

/**
 * What suites are run against and on.
 *
 * @param root a folder laid out like the reference data
 * @param fallback where {@code models} and {@code photos} are taken from if the root has none
 */
public record Reference(Path root, Path fallback, Device device) {
    private static final Set<String> SHARED = Set.of("models", "photos");

    /** A file or folder; it need not exist. */
    public Path path(String relative) {
        Path own = root.resolve(relative);
        String first = Path.of(relative).getName(0).toString();
        return SHARED.contains(first) && !Files.isDirectory(root.resolve(first)) ? fallback.resolve(relative) : own;
    }

    public Tensor64 array(String relative) throws IOException {
        return Npy.read64(path(relative));
    }

    /** The same on another device. */
    Reference on(Device other) {
        return new Reference(root, fallback, other);
    }

    /** A file, if it is there. */
    Path existing(String relative) throws NoSuchFileException {
        Path file = path(relative);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return file;
    }

    /** The names of the folders in one, in order; none where it is absent. */
    List<String> foldersIn(String relative) throws IOException {
        if (!Files.isDirectory(path(relative))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(path(relative))) {
            return all.filter(Files::isDirectory)
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    public boolean isReferenceDevice() {
        return device.name().equals("reference");
    }
}
