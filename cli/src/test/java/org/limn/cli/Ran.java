package org.limn.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command did: run in this JVM, with its streams caught. */
record Ran(int code, String out, String err) {
    static Ran limn(Object... args) {
        StringWriter out = new StringWriter(), err = new StringWriter();
        String[] texts = java.util.Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
        int code = Limn.run(new PrintWriter(out), new PrintWriter(err), texts);
        return new Ran(code, out.toString(), err.toString());
    }

    /** Whether stderr is one line, and no trace. */
    boolean isOneLine() {
        return err.strip().lines().count() == 1 && !err.contains("\tat ") && err.startsWith("limn: ");
    }
}
