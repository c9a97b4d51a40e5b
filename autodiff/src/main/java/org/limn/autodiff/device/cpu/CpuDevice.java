package org.limn.autodiff.device.cpu;

import java.util.List;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.cpu.array.ArrayKernels;
import org.limn.autodiff.device.cpu.gemm.KernelSet;
import org.limn.autodiff.device.cpu.gemm.WarmUp;
import org.limn.autodiff.device.cpu.kernel.Packs;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.Verifier;
import org.limn.autodiff.transform.CommonSubexpressions;
import org.limn.autodiff.transform.DeadCode;
import org.limn.autodiff.transform.FoldBatchNorm;
import org.limn.autodiff.transform.FoldConstants;
import org.limn.autodiff.transform.FuseElementwise;
import org.limn.autodiff.transform.FuseEpilogues;
import org.limn.autodiff.transform.Pipeline;

/** The processor, in plain Java: by the Vector API or, where its module is not there, one element at a time. */
final class CpuDevice implements Device {
    private final String name;
    private final DeviceSettings settings;
    private final String kernels;
    private final WarmUp warmUp;
    private final ArrayKernels arrays;
    private final Team team;
    private final Packs.Store constants = new Packs.Store();

    CpuDevice(String name, DeviceSettings settings, KernelSet set, boolean vector, Team.Cuts cuts) {
        this.name = name;
        this.settings = settings;
        kernels = set.description();
        warmUp = WarmUp.start(set);
        arrays = new ArrayKernels(vector);
        team = new Team(settings.threads(), cuts);
    }

    @Override
    public String name() {
        return name;
    }

    /** Says nothing that was measured: the same device describes itself in the same words at every start. */
    @Override
    public String description() {
        return kernels + "; " + team.threads() + (team.threads() == 1 ? " thread" : " threads");
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
        Program lowered = passes().apply(Verifier.verify(program));
        team.begin();
        Packs packs = constants.open();
        try {
            return compile(lowered, packs);
        } catch (RuntimeException | Error e) {
            packs.close();
            throw e;
        } finally {
            team.end();
        }
    }

    private Executable compile(Program lowered, Packs packs) {
        Compilation compilation = new Compilation(
                shared(lowered, packs),
                (constants, layouts, storage) ->
                        new KernelChoice(warmUp.await(), arrays, packs, constants, layouts, storage));
        return compilation.finish(team, settings.memory(), packs);
    }

    /** The program with constants that it shares with those compiled before. */
    private static Program shared(Program program, Packs packs) {
        return new Program(
                program.instructions().stream().map(line -> shared(line, packs)).toList(), program.outputs());
    }

    private static Instruction shared(Instruction line, Packs packs) {
        return line.op() instanceof Constant c ? line.withOp(new Constant(packs.shared(c.tensor())), List.of()) : line;
    }

    /** The constants of all executables that are open. */
    Packs.Store constants() {
        return constants;
    }

    @Override
    public void close() {
        team.close();
        constants.clear();
    }
}
