package org.limn.autodiff.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Parser;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;

class CpuDeviceTest {
    private static final DeviceSettings ONE = new DeviceSettings(1);

    private static Program parse(String text) {
        return Parser.parse(text, Map.of());
    }

    @Test
    void networksAgreeWithTheReferenceDevice() {
        for (String name : SmallNetworks.NAMES) {
            for (String set : List.of("vector", "scalar")) {
                try (CpuDevice device = Comparison.device(set, 2)) {
                    Program forward = SmallNetworks.of(name, 2);
                    Comparison.agrees(device, forward, Comparison.inputs(forward, 4), 1e-5);
                    Program gradient = Gradient.of(forward, "scores", "image");
                    Comparison.agrees(device, gradient, Comparison.inputs(gradient, 4), 1e-4);
                }
            }
        }
    }

    @Test
    void aNetworkNeedsNoDefinition() {
        try (CpuDevice device = Comparison.device("vector", 1)) {
            for (String name : SmallNetworks.NAMES) {
                Program gradient = Gradient.of(SmallNetworks.of(name, 2), "scores", "image");
                assertThat(device.compile(gradient).listing()).doesNotContain("| definition");
            }
        }
    }

    @Test
    void anArrayIsJoinedWithWhatWasComputedFromIt() {
        Program program = parse("""
                %0 @x : f32[1,8,2,3] = input
                %1 : f32[1,8,2,3] = affine @x {scale=4.0}
                %2 : f32[1,8,2,3] = affine %1 {scale=2.0}
                %3 : f32[1,8,2,3] = relu %2
                %4 : f32[1,24,2,3] = concat %1, %2, %3 {axis=1}
                %5 : f32[3,8,2,3] = concat %1, %2, %3 {axis=0}
                return channels=%4, batch=%5
                """);
        for (String set : List.of("vector", "scalar")) {
            try (CpuDevice device = Comparison.device(set, 1)) {
                Comparison.agrees(device, program, Comparison.inputs(program, 4), 0);
            }
        }
    }

    @Test
    void aLineWithoutKernelRunsItsDefinitionAndTheListingSaysSo() {
        Program program = parse("""
                %0 @x : f32[2,3,1,1] = input
                %1 @w : f32[2,3,1,1] = constant [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
                %2 : f32[2,2,1,1] = conv2d @x, @w
                %3 : f32[2,2,1,1] = fused %2, %2 { $2 = softmax $0 {axis=1}; $3 = add $1, $2 }
                return y=%3
                """);
        try (CpuDevice device = Comparison.device("vector", 2);
                Executable executable = device.compile(program)) {
            assertThat(executable.listing()).containsOnlyOnce("| definition");
            Comparison.agrees(device, program, Comparison.inputs(program, 1), 1e-6);
        }
    }

    @Test
    void theListingSaysKernelLayoutAndPlaceOfEveryLine() {
        Program program = SmallNetworks.of("residual", 2);
        try (CpuDevice device = Comparison.device("vector", 1);
                Executable executable = device.compile(program)) {
            String[] listing = executable.listing().split("\n");
            List<Instruction> lines = executable.program().instructions();
            for (int i = 0; i < lines.size(); i++) {
                assertThat(listing[2 * i]).startsWith(lines.get(i).result().toString());
                assertThat(listing[2 * i + 1]).matches(" *\\|.*(rows|channels|batch at \\d) at \\d+|.*packed");
            }
        }
    }

    @Test
    void theProbeSeesEveryLineWithItsValue() {
        Program program = SmallNetworks.of("residual", 2);
        try (CpuDevice device = Comparison.device("vector", 2);
                Executable executable = device.compile(program)) {
            List<Tensor> inputs = Comparison.inputs(program, 1);
            List<Instruction> seen = new ArrayList<>();
            List<Tensor> values = new ArrayList<>();
            List<Tensor> outputs = executable.run(inputs, (line, nanos, value) -> {
                seen.add(line);
                values.add(line.op() instanceof Input || line.name().isEmpty() ? value.get() : Tensor.scalar(0));
                assertThat(nanos).isNotNegative();
            });
            assertThat(seen).isEqualTo(executable.program().instructions());
            assertThat(values.get(0)).isEqualTo(inputs.get(0));
            assertThat(values.get(values.size() - 1)).isEqualTo(outputs.get(0));
        }
    }

    @Test
    void outputsMayBeInputsAndConstants() {
        Program program = parse("""
                %0 @x : f32[2] = input
                %1 @c : f32[2] = constant [1.0, 2.0]
                return x=%0, c=%1, again=%0
                """);
        try (CpuDevice device = Comparison.device("vector", 1)) {
            Tensor x = Tensor.of(Shape.of(2), 3, 4), c = Tensor.of(Shape.of(2), 1, 2);
            assertThat(Comparison.run(device, program, List.of(x))).containsExactly(x, c, x);
        }
    }

    @Test
    void runsFromManyThreadsDoNotDisturbEachOther() {
        Program program = SmallNetworks.of("mobile", 1);
        try (CpuDevice device = Comparison.device("vector", 2);
                Executable executable = device.compile(program);
                Executable other = device.compile(program)) {
            List<List<Tensor>> inputs = IntStream.range(0, 8)
                    .mapToObj(i -> Comparison.inputs(program, i))
                    .toList();
            List<List<Tensor>> alone = inputs.stream().map(executable::run).toList();
            List<CompletableFuture<List<Tensor>>> together = IntStream.range(0, 80)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> (i % 3 == 0 ? other : executable).run(inputs.get(i % 8))))
                    .toList();
            for (int i = 0; i < together.size(); i++) {
                assertThat(together.get(i).join()).isEqualTo(alone.get(i % 8));
            }
        }
    }

    @Test
    void aGradientReusesMemory() {
        Program gradient = Gradient.of(SmallNetworks.of("residual", 8), "scores", "image");
        try (CpuDevice device = Comparison.device("vector", 1);
                Executable executable = device.compile(gradient)) {
            long all = gradient.instructions().stream()
                    .mapToLong(line -> 4L * line.result().shape().size())
                    .sum();
            assertThat(executable.bytes()).isLessThan(all / 3);
        }
    }

    @Test
    void packedConstantsAreSharedUntilTheLastExecutableCloses() {
        Program forward = SmallNetworks.of("residual", 2);
        try (CpuDevice device = Comparison.device("vector", 1)) {
            Executable first = device.compile(forward);
            long constants = device.constants().constants(),
                    bytes = device.constants().bytes();
            assertThat(bytes).isPositive();
            Executable second = device.compile(SmallNetworks.of("residual", 4));
            assertThat(device.constants().constants()).isEqualTo(constants);
            assertThat(device.constants().bytes()).isEqualTo(bytes);

            Executable gradient = device.compile(Gradient.of(forward, "scores", "image"));
            long more = device.constants().bytes();
            first.close();
            first.close();
            assertThat(device.constants().bytes()).isEqualTo(more);
            gradient.close();
            assertThat(device.constants().bytes()).isEqualTo(bytes);
            Comparison.agrees(device, forward, Comparison.inputs(forward, 4), 1e-5);
            second.close();
        }
    }

    @Test
    void networksOneAfterAnotherLeaveNoConstants() {
        try (CpuDevice device = Comparison.device("vector", 1)) {
            for (String name : SmallNetworks.NAMES) {
                device.compile(Gradient.of(SmallNetworks.of(name, 2), "scores", "image"))
                        .close();
                assertThat(device.constants().constants()).isZero();
                assertThat(device.constants().bytes()).isZero();
            }
        }
    }

    @Test
    void aProgramThatDoesNotFitLeavesNoConstants() {
        try (CpuDevice device = CpuProvider.open("vector", new DeviceSettings(1, 1 << 20), Team.Cuts.EVEN)) {
            assertThatThrownBy(() -> device.compile(SmallNetworks.of("residual", 64)))
                    .isInstanceOf(DeviceException.class);
            assertThat(device.constants().bytes()).isZero();
        }
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeItStarts() {
        try (Device device = CpuProvider.open("vector", new DeviceSettings(1, 1 << 20), Team.Cuts.EVEN)) {
            assertThatThrownBy(() -> device.compile(SmallNetworks.of("residual", 64)))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("may take 1.0 MB (1048576 bytes)");
        }
    }

    @Test
    void wrongInputsAndClosedExecutablesAreRefused() {
        Program program = parse("%0 @x : f32[2] = input\n%1 : f32[2] = exp @x\nreturn y=%1");
        try (CpuDevice device = Comparison.device("vector", 1)) {
            Executable executable = device.compile(program);
            assertThatThrownBy(() -> executable.run(List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the program has 1 inputs [x], got 0");
            executable.close();
            assertThatThrownBy(() -> executable.run(List.of(Tensor.zeros(Shape.of(2)))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void anUnknownKernelSetIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Devices.open("cpu:fast", ONE))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("auto, vector or scalar")
                .hasMessageContaining("fast");
    }

    @Test
    void aKernelThatFailsOnAnotherThreadFailsTheRun() {
        try (Team team = new Team(3, Team.Cuts.EVEN)) {
            Kernel.Stage broken = new Broken();
            var places = new Kernel.Places(new float[1], new int[0], 0, 0);
            assertThatThrownBy(() -> team.run(broken, places, new float[3][0], false))
                    .hasMessage("unit 2");
            assertThat(team.run(new Good(), places, new float[3][0], true)).isNotNegative();
        }
    }

    private record Broken() implements Kernel.Stage {
        @Override
        public int units() {
            return 3;
        }

        @Override
        public void run(Kernel.Places places, int from, int to, float[] local) {
            if (from == 2) {
                throw new IllegalStateException("unit " + from);
            }
        }
    }

    private record Good() implements Kernel.Stage {
        @Override
        public int units() {
            return 3;
        }

        @Override
        public void run(Kernel.Places places, int from, int to, float[] local) {}
    }
}
