package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.device.TestDevices;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.cli.option.Failures;

/** The gpu device as a user meets it: where there is none, and beside the cpu device. */
class GpuCommandTest {
    @TempDir
    private Path folder;

    private Object[] zebra(Path output, Object... more) {
        List<Object> all = new ArrayList<>(List.of("explain", "--preprocessing", "caffe-bgr", "--output", output));
        all.addAll(List.of("--model", ReferenceData.path("models/squeezenet1.1/model.onnx")));
        all.addAll(List.of("--image", ReferenceData.path("photos/n02391049_zebra.JPEG")));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    /** The program as a process of its own that finds no OpenCL driver. */
    private Ran withoutDrivers(Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.limn.cli.Limn"));
        Arrays.stream(args).map(String::valueOf).forEach(command::add);
        Path out = folder.resolve("out.txt"), err = folder.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("OCL_ICD_VENDORS", "/nonexistent");
        int code = builder.start().waitFor();
        String said = Files.readString(err).replaceAll("WARNING: Using incubator modules.*\\R", "");
        return new Ran(code, Files.readString(out), said);
    }

    @Test
    void withoutADriverGpuIsRefusedInOneLineThatSaysWhatIsMissing() throws Exception {
        Ran ran = withoutDrivers(zebra(folder, "--method", "gradients", "--device", "gpu", "--quiet"));
        assertThat(ran.code()).as(ran.err()).isEqualTo(Failures.FAILED);
        assertThat(ran.isOneLine()).as(ran.err()).isTrue();
        assertThat(ran.err())
                .contains("device gpu is not usable: no OpenCL device found", "vendor driver", "--device cpu");
        Path page = Path.of(System.getProperty("limn.root", ".."), "docs/gpu.md");
        assertThat(Files.readString(page).replaceAll("\\s+", " "))
                .contains(ran.err().strip());
        assertThat(folder.resolve("n02391049_zebra.gradients.json")).doesNotExist();
    }

    @Test
    void withoutADriverAutoRunsOnTheCpuAndSaysSo() throws Exception {
        Ran ran = withoutDrivers(zebra(folder, "--method", "gradients", "--device", "auto"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("device cpu: ");
        assertThat(record(folder, "gradients").get("device").getAsString()).startsWith("cpu: ");
    }

    @Test
    void withoutADriverListSaysWhatIsMissing() throws Exception {
        Ran ran = withoutDrivers("list", "devices");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines().filter(line -> line.contains("gpu")))
                .hasSize(1)
                .allMatch(line -> line.contains("gpu: not usable: no OpenCL device found"));
    }

    @Test
    void listDevicesNamesEachOneInALineOfItsOwn() {
        Ran ran = Ran.limn("list", "devices", "--json");
        assertThat(JsonParser.parseString(ran.out()).getAsJsonObject().getAsJsonArray("devices"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(line -> line.getAsString().matches("(cpu|reference|gpu)(:\\d+)?: (usable|not usable).*"));
        Ran unknown = Ran.limn("list", "machines");
        assertThat(unknown.code()).isEqualTo(Failures.USAGE);
        assertThat(unknown.err()).contains("machines", "devices");
    }

    @Test
    void benchCountsByFamilyWhatTheDeviceDoes() {
        needsOpenCl();
        Path model = ReferenceData.path("architectures/tiny/resnet18/model.onnx.gz");
        Ran ran = Ran.limn("bench", "--model", model, "--batch", 1, "--runs", 1, "--device", "gpu:any", "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        assertThat(json.getAsJsonObject("overhead").get("run").getAsDouble()).isPositive();
        JsonObject both = json.getAsJsonArray("results").get(1).getAsJsonObject();
        assertThat(both.get("rate").getAsDouble()).isPositive();
        assertThat(both.has("share")).as("a share of the processor's peak").isFalse();
        assertThat(both.getAsJsonArray("families").asList())
                .extracting(f -> f.getAsJsonObject().get("name").getAsString())
                .contains("conv2d", "conv2d_transpose", "elementwise");
        double gflop = both.getAsJsonArray("families").asList().stream()
                .mapToDouble(f -> f.getAsJsonObject().get("gflop").getAsDouble())
                .sum();
        assertThat(gflop)
                .isBetween(
                        both.get("gflop").getAsDouble() * 0.8, both.get("gflop").getAsDouble() * 1.001);
    }

    @Test
    void integratedGradientsOnAFewStepsAreThoseOfTheCpu() throws IOException {
        mapsAgree(4);
    }

    @Tag("slow")
    @Test
    void integratedGradientsAreThoseOfTheCpu() throws IOException {
        mapsAgree(50);
    }

    /** Within 5e-3 relative L2 and a cosine of 0.9999: a ReLU may flip on one of two float32 devices. */
    private void mapsAgree(int steps) throws IOException {
        needsOpenCl();
        Tensor64 cpu = integratedGradients("cpu", steps), gpu = integratedGradients("gpu:any", steps);
        assertThat(record(folder.resolve("gpu-any"), "integrated-gradients")
                        .get("device")
                        .getAsString())
                .matches("gpu:any: .+, OpenCL \\d.*compute units.*");
        double off = 0, dot = 0, ours = 0, theirs = 0;
        for (int i = 0; i < cpu.data().length; i++) {
            double a = gpu.data()[i], b = cpu.data()[i];
            off += (a - b) * (a - b);
            dot += a * b;
            ours += a * a;
            theirs += b * b;
        }
        assertThat(Math.sqrt(off / theirs)).as("relative L2").isLessThanOrEqualTo(5e-3);
        assertThat(dot / Math.sqrt(ours * theirs)).as("cosine").isGreaterThanOrEqualTo(0.9999);
    }

    private Tensor64 integratedGradients(String device, int steps) throws IOException {
        Path output = folder.resolve(device.replace(':', '-'));
        String method = "integrated-gradients:steps=" + steps;
        Ran ran = Ran.limn(zebra(output, "--method", method, "--device", device, "--quiet"));
        assertThat(ran.code()).as(ran.err()).isZero();
        return Npy.read64(output.resolve("n02391049_zebra.integrated-gradients.npy"));
    }

    private static JsonObject record(Path output, String method) throws IOException {
        return JsonParser.parseString(Files.readString(output.resolve("n02391049_zebra." + method + ".json")))
                .getAsJsonObject();
    }

    private static void needsOpenCl() {
        assumeTrue(TestDevices.names().contains("gpu:any"), "skipped: no OpenCL device");
    }
}
