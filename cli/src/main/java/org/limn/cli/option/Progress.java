package org.limn.cli.option;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a long job is, on stderr: {@code explain  34 of 50, 68 %, about 6 s left}. Nothing is written in the first two
 * seconds, so a short job says nothing. Steps may be reported by any thread.
 *
 * <p>The remaining time is that of the steps to come at the mean pace of those done, without the first, in which the JVM warms
 * up. A job whose end depends on what it finds {@linkplain #expect says} what it now expects:
 * {@code rise  300 of about 1200, about 40 s left, standard error 0.02}.
 */
public final class Progress implements AutoCloseable {
    /** Where the line goes. */
    public enum Style {
        /** Nowhere. */
        SILENT,
        /** One line on a terminal, rewritten in place up to five times a second and wiped at the end. */
        IN_PLACE,
        /** A line every ten seconds, for a log. */
        LINES;

        /** In place where stderr is a terminal; lines elsewhere if they were asked for; nothing if quiet. */
        public static Style of(boolean asked, boolean quiet) {
            if (quiet) {
                return SILENT;
            }
            return Terminal.isStderr() ? IN_PLACE : asked ? LINES : SILENT;
        }
    }

    private static final long SECOND = 1_000_000_000;
    private static final long FIRST = 2 * SECOND;
    private static final int COLUMNS = 79;

    private final String job;
    private long total;
    private final Style style;
    private final PrintStream err;
    private final LongSupplier nanoTime;
    private final long start;
    private String found = "";
    private long done;
    private long warm;
    private long last;
    private int written;

    /**
     * @param job what is being done, in a word or two
     * @param total how many steps it has
     */
    public Progress(String job, long total, Style style, PrintStream err) {
        this(job, total, style, err, System::nanoTime);
    }

    public Progress(String job, long total, Style style, PrintStream err, LongSupplier nanoTime) {
        this.job = job;
        this.total = total;
        this.style = style;
        this.err = err;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
        warm = start;
        last = start + FIRST - pause();
    }

    /** One step is done. */
    public synchronized void step() {
        long now = nanoTime.getAsLong();
        done++;
        if (done == 1) {
            warm = now;
        }
        if (style != Style.SILENT && now - last >= pause()) {
            last = now;
            write(line(now));
        }
    }

    /**
     * The job will likely have another number of steps, because of what it has found.
     *
     * @param steps how many in all
     * @param because what it has found, in a few words
     */
    public synchronized void expect(long steps, String because) {
        total = steps;
        found = ", " + because;
    }

    /** Wipes the line, so that what follows starts clean. */
    @Override
    public synchronized void close() {
        if (written > 0) {
            err.print("\r" + " ".repeat(written) + "\r");
            err.flush();
            written = 0;
        }
    }

    private long pause() {
        return style == Style.LINES ? 10 * SECOND : SECOND / 5;
    }

    private String line(long now) {
        String line = found.isEmpty()
                ? String.format(Locale.ROOT, "%s  %d of %d, %d %%", job, done, total, 100 * done / Math.max(1, total))
                : job + "  " + done + " of about " + total;
        if (done >= total) {
            return line + found;
        }
        double pace = done == 1 ? now - start : (double) (now - warm) / (done - 1);
        return line + ", about " + duration(Math.round(pace * (total - done) / SECOND)) + " left" + found;
    }

    private void write(String text) {
        if (style == Style.LINES) {
            err.println(text);
        } else {
            String line = text.length() <= COLUMNS ? text : text.substring(0, COLUMNS);
            err.print("\r" + line + " ".repeat(Math.max(0, written - line.length())));
            written = line.length();
        }
        err.flush();
    }

    /** 45 s, 3 min 20 s, 2 h 05 min. */
    public static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }
}
