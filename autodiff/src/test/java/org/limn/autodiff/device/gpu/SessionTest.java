package org.limn.autodiff.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aparapi.device.OpenCLDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.gpu.kernel.NetKernel;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/** One device, several programs: who owns what, and what happens when things go wrong. */
class SessionTest {
    private static GpuDevice open(NetKernel kernel, long memory) {
        OpenCLDevice device = OpenClDevice.any();
        return new GpuDevice("gpu:any", new Session(device, kernel), new DeviceSettings(1, memory), "");
    }

    private static GpuDevice open() {
        return open(new NetKernel(), Long.MAX_VALUE);
    }

    @Test
    void aGradientProgramAgreesWithItsDefinition() {
        try (GpuDevice device = open();
                Executable run = device.compile(Networks.gradient(3))) {
            List<Tensor> inputs = Networks.inputs(3, 1);
            List<Tensor64> wanted = ReferenceDevice.evaluate(
                    Networks.gradient(3), inputs.stream().map(Tensor::widen).toList());
            List<Tensor> got = run.run(inputs);
            for (int k = 0; k < wanted.size(); k++) {
                assertThat(distance(got.get(k), wanted.get(k))).isLessThan(1e-5);
            }
        }
    }

    private static double distance(Tensor a, Tensor64 b) {
        double off = 0, norm = 0;
        for (int i = 0; i < b.data().length; i++) {
            off += Math.pow(a.data()[i] - b.data()[i], 2);
            norm += Math.pow(b.data()[i], 2);
        }
        return Math.sqrt(off / norm);
    }

    @Test
    void programsTakeTurnsOnOneDeviceWithoutDisturbingEachOther() {
        try (GpuDevice device = open();
                Executable small = device.compile(Networks.gradient(1));
                Executable large = device.compile(Networks.gradient(5));
                Executable scores = device.compile(Networks.classifier(2))) {
            List<Tensor> first = small.run(Networks.inputs(1, 1));
            large.run(Networks.inputs(5, 2));
            scores.run(Networks.inputs(2, 3).subList(0, 1));
            assertThat(small.run(Networks.inputs(1, 1))).isEqualTo(first);
        }
    }

    @Test
    void theSameInputGivesTheSameBitsHoweverTheTapeIsCut() {
        OpenCLDevice cl = OpenClDevice.any();
        List<Tensor> inputs = Networks.inputs(2, 4);
        List<List<Tensor>> results = new ArrayList<>();
        for (int passes : new int[] {1, 3, Integer.MAX_VALUE}) {
            Session session = new Session(cl, new NetKernel(), new Dispatch(passes, true));
            try (GpuDevice device = new GpuDevice("gpu:any", session, new DeviceSettings(1), "");
                    Executable run = device.compile(Networks.gradient(2))) {
                results.add(run.run(inputs));
                results.add(run.run(inputs));
            }
        }
        assertThat(results).allMatch(results.get(0)::equals);
    }

    @Test
    void imagesOfABatchAreComputedAsIfAlone() {
        try (GpuDevice device = open();
                Executable one = device.compile(Networks.classifier(1));
                Executable three = device.compile(Networks.classifier(3))) {
            Tensor images = Networks.inputs(3, 5).get(0);
            Tensor all = three.run(List.of(images)).get(0);
            for (int n = 0; n < 3; n++) {
                Tensor image = images.at(n).reshaped(Shape.of(1, 3, 16, 16));
                assertThat(one.run(List.of(image)).get(0).at(0)).isEqualTo(all.at(n));
            }
        }
    }

    @Test
    void constantsAreResidentOnceForAllProgramsOfTheDevice() {
        OpenCLDevice cl = OpenClDevice.any();
        Session session = new Session(cl, new NetKernel());
        try (GpuDevice device = new GpuDevice("gpu:any", session, new DeviceSettings(1), "")) {
            device.compile(Networks.gradient(1)).close();
            int resident = session.residents().size();
            device.compile(Networks.gradient(4)).close();
            device.compile(Networks.classifier(2)).close();
            assertThat(session.residents().size()).isEqualTo(resident);
        }
    }

    @Test
    void aProbeSeesEveryLineOnceInOrderWithItsValue() {
        try (GpuDevice device = open();
                Executable run = device.compile(Networks.gradient(2))) {
            List<Tensor> inputs = Networks.inputs(2, 6);
            List<Instruction> seen = new ArrayList<>();
            Map<Integer, Tensor> values = new TreeMap<>();
            List<Tensor> outputs = run.run(inputs, (line, nanos, value) -> {
                seen.add(line);
                values.put(line.result().id(), value.get());
                assertThat(nanos).isGreaterThanOrEqualTo(0);
            });
            assertThat(seen).isEqualTo(run.program().instructions());
            assertThat(outputs).isEqualTo(run.run(inputs));
            for (int k = 0; k < outputs.size(); k++) {
                Value value = run.program().outputs().get(k).value();
                assertThat(values.get(value.id())).isEqualTo(outputs.get(k));
            }
        }
    }

    @Test
    void theListingNamesARoutineForEveryLineThatComputes() {
        try (GpuDevice device = open();
                Executable run = device.compile(Networks.gradient(1))) {
            String[] lines = run.listing().split("\n", -1);
            for (Instruction line : run.program().instructions()) {
                int at = List.of(lines).indexOf(line.toString());
                assertThat(at).as(line.toString()).isNotNegative();
                boolean leaf = line.op() instanceof Constant || line.op() instanceof Input;
                assertThat(leaf || lines[at + 1].contains("another name") || lines[at + 2].contains("pass "))
                        .as(line.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void aProgramThatDoesNotFitSaysHowManyBytesItNeeds() {
        try (GpuDevice device = open(new NetKernel(), 100_000)) {
            assertThatThrownBy(() -> device.compile(Networks.gradient(64)))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("bytes")
                    .hasMessageContaining("smaller batch");
        }
    }

    @Test
    void aProgramLargerThanAnArrayOfTheDeviceIsRefusedBeforeAnythingIsAllocated() {
        try (GpuDevice device = open()) {
            ProgramBuilder b = new ProgramBuilder();
            Value x = b.input("x", Shape.of(600_000_000));
            Program program = b.output("y", b.add(x, x)).build();
            assertThat(device.memory()).isLessThanOrEqualTo(Integer.MAX_VALUE);
            assertThatThrownBy(() -> device.compile(program))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("use a smaller batch");
        }
    }

    @Test
    void aClosedDeviceSaysSoAndClosingTwiceIsNothing() {
        GpuDevice device = open();
        Executable run = device.compile(Networks.classifier(1));
        device.close();
        device.close();
        assertThatThrownBy(() -> run.run(Networks.inputs(1, 1).subList(0, 1)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void inputsOfOtherShapesAreRefused() {
        try (GpuDevice device = open();
                Executable run = device.compile(Networks.classifier(2))) {
            assertThatThrownBy(() -> run.run(Networks.inputs(1, 1).subList(0, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("image");
        }
    }
}
