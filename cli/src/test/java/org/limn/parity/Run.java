package org.limn.parity;

import java.util.List;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor64;

/** Runs programs on a device, with whatever precision it has: the reference device's results are not rounded. */
final class Run {
    private Run() {}

    static List<Tensor64> on(Device device, Program program, List<Tensor64> inputs) {
        if (device instanceof ReferenceDevice) {
            return ReferenceDevice.evaluate(program, inputs);
        }
        try (Executable executable = device.compile(program)) {
            return executable.run(inputs.stream().map(Tensor64::rounded).toList()).stream()
                    .map(t -> t.widen())
                    .toList();
        }
    }
}
