package org.limn.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person watches. */
public final class Terminal {
    private Terminal() {}

    /**
     * Whether stderr is a terminal. Linux says where the stream leads; elsewhere we take the console's word, which is that stdin
     * and stdout are both terminals (the JDK has no question for stderr alone).
     */
    public static boolean isStderr() {
        Path stderr = Path.of("/proc/self/fd/2");
        if (Files.isSymbolicLink(stderr)) {
            try {
                return Files.readSymbolicLink(stderr).toString().matches("/dev/(pts/|tty|console).*");
            } catch (IOException | SecurityException e) {
                return false;
            }
        }
        return System.console() != null;
    }
}
