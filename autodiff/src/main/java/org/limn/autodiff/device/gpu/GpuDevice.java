package org.limn.autodiff.device.gpu;

import java.util.List;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.gpu.tape.Compiled;
import org.limn.autodiff.device.gpu.tape.TapeCompiler;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.Verifier;
import org.limn.autodiff.transform.CommonSubexpressions;
import org.limn.autodiff.transform.DeadCode;
import org.limn.autodiff.transform.FoldBatchNorm;
import org.limn.autodiff.transform.FoldConstants;
import org.limn.autodiff.transform.FuseElementwise;
import org.limn.autodiff.transform.FuseEpilogues;
import org.limn.autodiff.transform.Pipeline;

/** One OpenCL device. All its programs share one session: the constants, and the room for activations. */
final class GpuDevice implements Device {
    private final String name;
    private final Session session;
    private final DeviceSettings settings;
    private final String description;

    GpuDevice(String name, Session session, DeviceSettings settings, String description) {
        this.name = name;
        this.session = session;
        this.settings = settings;
        this.description = description;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Pipeline passes() {
        return new Pipeline(List.of(
                new FoldBatchNorm(),
                new FoldConstants(),
                new CommonSubexpressions(),
                new FuseEpilogues(),
                new FuseElementwise(),
                new DeadCode()));
    }

    @Override
    public Executable compile(Program program) {
        return compile(program, TapeCompiler.DIRECT_BELOW);
    }

    /** Convolutions with fewer outputs per group than {@code directBelow} do not become matrix products; tests move that border. */
    GpuExecutable compile(Program program, int directBelow) {
        Program lowered = passes().apply(Verifier.verify(program));
        long budget = Math.min(settings.memory(), memory());
        Compiled compiled = session.place(residents -> TapeCompiler.compile(lowered, residents, directBelow, budget));
        return new GpuExecutable(compiled, session);
    }

    @Override
    public long memory() {
        return session.arrayBytes();
    }

    @Override
    public boolean worksOnJavaThreads() {
        return false;
    }

    @Override
    public void close() {
        session.close();
    }
}
