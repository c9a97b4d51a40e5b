package org.limn.parity;

import java.util.List;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor64;

/** Runs programs on a device, with whatever precision it has: the reference device's results are not rounded. */
final class Run {
    private Run() {}

    /** A device will not take a program: it is too large for it, say. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(DeviceException e) {
            super(e.getMessage(), e);
        }
    }

    static List<Tensor64> on(Device device, Program program, List<Tensor64> inputs) {
        if (device instanceof ReferenceDevice) {
            return ReferenceDevice.evaluate(program, inputs);
        }
        try (Executable executable = compile(device, program)) {
            return executable.run(inputs.stream().map(Tensor64::rounded).toList()).stream()
                    .map(t -> t.widen())
                    .toList();
        }
    }

    private static Executable compile(Device device, Program program) {
        try {
            return device.compile(program);
        } catch (DeviceException e) {
            throw new RefusedException(e);
        }
    }
}
