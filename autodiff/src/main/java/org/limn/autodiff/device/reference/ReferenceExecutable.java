package org.limn.autodiff.device.reference;

import java.util.List;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.Probe;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/** The float32 view of the reference device: inputs widened, outputs rounded. */
final class ReferenceExecutable implements Executable {
    private final Program program;
    private volatile boolean closed;

    ReferenceExecutable(Program program) {
        this.program = program;
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, Probe probe) {
        if (closed) {
            throw new IllegalStateException("this executable has been closed");
        }
        return ReferenceDevice.evaluate(
                        program, inputs.stream().map(Tensor::widen).toList(), probe)
                .stream()
                .map(Tensor64::rounded)
                .toList();
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String listing() {
        return program.toString();
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
    }
}
