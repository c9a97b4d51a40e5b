package org.limn.autodiff.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A main class run in a JVM of its own: another collector, environment or class path. */
record Forked(Path home, List<String> flags, Map<String, String> environment, String without) {
    static Forked here() {
        return new Forked(Path.of(System.getProperty("java.home")), List.of(), Map.of(), "");
    }

    Forked with(String... more) {
        return new Forked(home, List.of(more), environment, without);
    }

    Forked in(Path otherHome) {
        return new Forked(otherHome, flags, environment, without);
    }

    Forked where(String variable, String value) {
        return new Forked(home, flags, Map.of(variable, value), without);
    }

    /** Leaves out the entries of the class path that contain this. */
    Forked without(String entry) {
        return new Forked(home, flags, environment, entry);
    }

    /** What it prints on stdout; that it ends with 0 is checked. */
    String run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + out).isZero();
        return out;
    }

    private String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> without.isEmpty() || !entry.contains(without))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
