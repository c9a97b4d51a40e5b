package org.limn.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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

    public boolean isReferenceDevice() {
        return device.name().equals("reference");
    }
}
