package org.limn.autodiff.device.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.limn.autodiff.device.Arguments;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.Probe;
import org.limn.autodiff.device.gpu.tape.Compiled;
import org.limn.autodiff.device.gpu.tape.Tape;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * A tape and what goes in and comes out of it. With a probe it runs pass by pass, each followed by a copy of all activations to
 * the host, so much slower; what the probe is told as a line's time is the time of its launches.
 */
final class GpuExecutable implements Executable {
    private final Compiled compiled;
    private final Session session;
    private float[] in;
    private float[] out;
    private boolean closed;

    GpuExecutable(Compiled compiled, Session session) {
        this.compiled = compiled;
        this.session = session;
        in = new float[compiled.tape().inputs()];
        out = new float[compiled.tape().results()];
    }

    @Override
    public synchronized List<Tensor> run(List<Tensor> inputs, Probe probe) {
        Arguments.check(program(), inputs.stream().map(Tensor::shape).toList());
        if (closed) {
            throw new IllegalStateException("this executable has been closed");
        }
        int at = 0;
        for (Tensor tensor : inputs) {
            System.arraycopy(tensor.data(), 0, in, at, tensor.data().length);
            at += tensor.data().length;
        }
        if (probe == Probe.NONE) {
            session.run(compiled.tape(), in, out);
        } else {
            session.step(compiled.tape(), in, out, new Report(probe));
        }
        return outputs();
    }

    private List<Tensor> outputs() {
        List<Tensor> outputs = new ArrayList<>();
        int at = 1;
        for (Program.Output output : program().outputs()) {
            Shape shape = output.value().shape();
            outputs.add(Tensor.of(shape, Arrays.copyOfRange(out, at, at + shape.size())));
            at += shape.size();
        }
        return outputs;
    }

    /** Gathers passes into the lines of the program. */
    private final class Report implements Session.Watcher {
        private final Probe probe;
        private int next;
        private long nanos;

        Report(Probe probe) {
            this.probe = probe;
        }

        @Override
        public void ran(int k, long time) {
            nanos += time;
            while (next < compiled.lines().size() && compiled.lines().get(next).to() <= k + 1) {
                Compiled.Line line = compiled.lines().get(next++);
                probe.line(line.instruction(), line.from() == line.to() ? 0 : nanos, value(line));
                nanos = line.from() == line.to() ? nanos : 0;
            }
        }
    }

    private Supplier<Tensor> value(Compiled.Line line) {
        Instruction instruction = line.instruction();
        Shape shape = instruction.result().shape();
        if (instruction.op() instanceof Constant c) {
            return c::tensor;
        }
        return () ->
                Tensor.of(shape, Arrays.copyOfRange(session.activations(), line.place(), line.place() + shape.size()));
    }

    @Override
    public Program program() {
        return compiled.program();
    }

    @Override
    public String listing() {
        return compiled.listing();
    }

    @Override
    public long bytes() {
        Tape tape = compiled.tape();
        return closed ? 0 : 4L * tape.acts() + 4L * (tape.inputs() + tape.results() + tape.ints().length);
    }

    @Override
    public synchronized void close() {
        closed = true;
        in = new float[0];
        out = new float[0];
    }
}
