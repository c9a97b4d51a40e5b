package org.limn.autodiff.device.cpu.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What makes vector methods compile well: long enough not to be inlined into their callers, short enough for the compilers. */
class CompiledKernelsTest {
    /** C2 inlines what is called often and is shorter ({@code FreqInlineSize}). */
    private static final int INLINED_BELOW = 325;

    /** C1 has refused methods of 1770 bytes of vector code ("out of virtual registers"), which then never reach C2. */
    private static final int TOO_LONG = 1450;

    /** Each file with a vector loop and the length of its loops. */
    private static Map<String, Integer> vectorMethods() throws IOException, URISyntaxException {
        Path folder = Path.of(Gemm.class.getResource("Gemm.class").toURI()).getParent();
        Map<String, Integer> lengths = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    ClassFile code = ClassFile.read(in);
                    if (code.strings().contains("jdk/incubator/vector/FloatVector")
                            && code.strings().contains("fromArray")) {
                        code.codeBytes().forEach((method, bytes) -> lengths.put(name(file) + "." + method, bytes));
                    }
                }
            }
        }
        lengths.keySet().removeIf(m -> m.contains("<") || m.contains("lambda$") || m.contains("Test."));
        return lengths;
    }

    private static String name(Path classFile) {
        return classFile.getFileName().toString().replace(".class", "");
    }

    @Test
    void noVectorLoopIsInlinedOrTooLong() throws Exception {
        Map<String, Integer> methods = vectorMethods();
        assertThat(methods).containsKeys("Mul8x3.run", "Store8.run", "PackPanel.three");
        methods.keySet().removeAll(Set.of("PackPanel.run", "PackPanel.many", "PatchTransform.run", "Taps.run"));
        assertThat(methods)
                .allSatisfy((method, bytes) -> assertThat(bytes).as(method).isBetween(INLINED_BELOW, TOO_LONG));
    }

    /** Runs {@link Exercise} and returns what a JVM with these options says of our loops. */
    private static List<String> exercise(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Exercise.class.getName()));
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(java.waitFor()).isZero();
        return lines;
    }

    @Test
    void theCompilersTakeEveryLoop() throws Exception {
        List<String> ours = exercise("-XX:+PrintCompilation").stream()
                .filter(line -> line.contains("device.cpu.gemm"))
                .toList();
        assertThat(ours).noneMatch(line -> line.contains("COMPILE SKIPPED"));
        assertThat(ours).anyMatch(line -> line.contains("gemm.Mul8x3::run") && line.contains(" 4 "));
    }

    /**
     * Where a method is too long for it, C2 calls the last vector operations of it, and makes objects for what they take. One compiler
     * thread, so that its lines do not mix.
     */
    @Test
    void everyVectorOperationBecomesAnInstruction() throws Exception {
        List<String> inlining = exercise(
                "-XX:-TieredCompilation",
                "-XX:CICompilerCount=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:CompileCommand=PrintInlining,org.limn.autodiff.device.cpu.gemm.*::*");
        assertThat(inlining).anyMatch(line -> line.contains("VectorSupport::store") && line.contains("(intrinsic)"));
        assertThat(inlining).noneMatch(line -> line.contains("VectorSupport") && line.contains("failed to inline"));
    }
}
