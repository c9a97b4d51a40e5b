package org.limn.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What the libraries log, on stderr, a line each: warnings, and with {@code --debug} also what device and kernels were taken. */
final class Logs {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    private Logs() {}

    static void configure(List<String> args) {
        System.setProperty(FORMAT, System.getProperty(FORMAT, "limn: %4$s: %5$s%n"));
        Logger root = LogManager.getLogManager().getLogger("");
        if (root != null) {
            root.setLevel(args.contains("--debug") ? Level.INFO : Level.WARNING);
        }
    }
}
