package org.limn.loader;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A main class that answers lines by lines, in a JVM of its own with a heap of its own: whatever a line makes it do, the next is
 * answered, by a new JVM if need be.
 */
public final class Confined implements AutoCloseable {
    private static final String READY = "ready";

    private final String main;
    private final int heapMegabytes;
    private final Path folder;
    private @Nullable Process process;

    /**
     * Starts nothing yet.
     *
     * @param folder where it is started, and whose file {@code stderr} takes its messages
     */
    public Confined(Class<?> main, int heapMegabytes, Path folder) {
        this.main = main.getName();
        this.heapMegabytes = heapMegabytes;
        this.folder = folder;
    }

    /** What a line was answered, and the seconds of processor time that took; or why it was not. */
    public record Answer(String text, double seconds, String problem) {}

    /** Answers lines, one each, as {@code Confined} asks. */
    public static void serve(Function<String, String> answer) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println(READY);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            long wall = System.nanoTime(), cpu = cpuNanos();
            String text = answer.apply(line).replace('\n', '?').replace('\r', '?');
            // what other processes take of the machine is not the case's
            double seconds = Math.min(System.nanoTime() - wall, cpuNanos() - cpu) / 1e9;
            out.println(seconds + "\t" + text);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Asks for a line's answer, and gives up after so many seconds of waiting. */
    public Answer ask(String line, double seconds) throws IOException {
        Path log = folder.resolve("stderr");
        try {
            Process asked = started(log);
            Writer to = asked.outputWriter(StandardCharsets.UTF_8);
            to.write(line + "\n");
            to.flush();
            String said = line(asked, seconds);
            if (said == null) {
                close();
                return new Answer("", 0, "the JVM died: " + tail(log));
            } else if (Files.readString(log).contains("\n\tat ")) {
                close();
                return new Answer("", 0, "a stack trace: " + tail(log));
            }
            int tab = said.indexOf('\t');
            return new Answer(said.substring(tab + 1), Double.parseDouble(said.substring(0, tab)), "");
        } catch (TimeoutException e) {
            close();
            return new Answer("", seconds, "no answer in " + seconds + " s");
        }
    }

    private Process started(Path log) throws IOException, TimeoutException {
        if (process == null || !process.isAlive()) {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + heapMegabytes + "m",
                            "--add-modules",
                            "jdk.incubator.vector",
                            "-Djava.awt.headless=true",
                            "-cp",
                            absolute(System.getProperty("java.class.path")),
                            main))
                    .directory(folder.toFile())
                    .redirectError(log.toFile())
                    .start();
            if (!READY.equals(line(process, 60))) {
                throw new IOException(main + " did not start: " + tail(log));
            }
        }
        return process;
    }

    /** The class path as another working folder needs it. */
    private static String absolute(String classPath) {
        String separator = System.getProperty("path.separator");
        return String.join(
                separator,
                List.of(classPath.split(separator)).stream()
                        .map(p -> Path.of(p.replaceFirst("\\*$", "")).toAbsolutePath() + (p.endsWith("*") ? "/*" : ""))
                        .toList());
    }

    private static @Nullable String line(Process from, double seconds) throws IOException, TimeoutException {
        BufferedReader in = from.inputReader(StandardCharsets.UTF_8);
        CompletableFuture<@Nullable String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return in.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            return line.get((long) (1000 * seconds), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String tail(Path log) throws IOException {
        String text = Files.exists(log) ? Files.readString(log).strip() : "";
        return text.substring(Math.max(0, text.length() - 300)).replaceAll("\\s+", " ");
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }
}
