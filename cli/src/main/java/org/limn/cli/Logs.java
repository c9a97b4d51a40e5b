package org.limn.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What the libraries log, on stderr, a line each: warnings, and with {@code --debug} also what device and kernels were taken. */
final class Logs {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    /** Aparapi's own level, read when it is first used. What it misses is said by the device that asks for it. */
    private static final String APARAPI = "com.aparapi.logLevel";

    private Logs() {}

    static void configure(List<String> args) {
        System.setProperty(FORMAT, System.getProperty(FORMAT, "limn: %4$s: %5$s%n"));
        System.setProperty(APARAPI, args.contains("--debug") ? "INFO" : "OFF");
        Logger root = LogManager.getLogManager().getLogger("");
        if (root != null) {
            root.setLevel(args.contains("--debug") ? Level.INFO : Level.WARNING);
        }
    }
}
