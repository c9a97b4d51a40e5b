package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.transform.Gradient;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;

/** No line of a known network, forward or gradient, runs by its definition on the cpu device for want of a kernel. */
class EveryLineHasAKernelTest {
    static List<Path> networks() throws IOException {
        try (Stream<Path> files = Files.walk(ReferenceData.path("architectures/tiny"))) {
            return files.filter(f -> f.getFileName().toString().contains(".onnx"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void ofItsForwardAndGradient(Path file) throws IOException {
        Network network = OnnxLoader.load(file, new LoadSettings());
        try (Device cpu = Devices.open("cpu", new DeviceSettings(2));
                Executable gradient = cpu.compile(Gradient.of(network.program(2), Network.LOGITS, Network.IMAGE))) {
            assertThat(gradient.withoutKernel()).isEmpty();
        }
    }
}
