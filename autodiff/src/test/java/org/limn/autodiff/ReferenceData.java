package org.limn.autodiff;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where tests find data that nobody here wrote: the folder that the property {@code limn.reference} names. Where it is absent a
 * test skips with one visible line; with {@code CI=true} that is a failure instead.
 */
public final class ReferenceData {
    private ReferenceData() {}

    /** A file or folder of the reference data; skips the test where there is none. */
    public static Path path(String relative) {
        Path root = Path.of(System.getProperty("limn.reference", "../shared/reference"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(root)) {
            String line = "skipped: no reference data at " + root + " (set -Dlimn.reference=DIR)";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(line);
            }
            System.out.println(line);
            assumeTrue(false, line);
        }
        return root.resolve(relative);
    }
}
