package org.limn.autodiff.device.gpu.kernel;

import com.aparapi.Range;
import org.limn.autodiff.device.gpu.tape.BeginPass;
import org.limn.autodiff.device.gpu.tape.DirectPass;
import org.limn.autodiff.device.gpu.tape.EndPass;
import org.limn.autodiff.device.gpu.tape.GemmPass;
import org.limn.autodiff.device.gpu.tape.LoadPass;
import org.limn.autodiff.device.gpu.tape.MapPass;
import org.limn.autodiff.device.gpu.tape.MovePass;
import org.limn.autodiff.device.gpu.tape.PickPass;
import org.limn.autodiff.device.gpu.tape.PoolPass;
import org.limn.autodiff.device.gpu.tape.SoftmaxPass;
import org.limn.autodiff.device.gpu.tape.StorePass;
import org.limn.autodiff.device.gpu.tape.SumPass;
import org.limn.autodiff.device.gpu.tape.Tape;
import org.limn.autodiff.device.gpu.tape.TapePass;
import org.limn.autodiff.device.gpu.tape.WeightSumPass;

/**
 * The kernel: each pass of an execution finds its place on the tape and runs the routine whose code is there. Below {@link #run}
 * is what the host says to it. Arrays that the host has not filled anew are not sent again.
 */
public class NetKernel extends GemmRoutines {
    @Override
    public void run() {
        int p = first + getPassId() * TapePass.SLOTS;
        int code = tape[p];
        if (code == GemmPass.CONVOLUTION || code == GemmPass.PRODUCT || code == GemmPass.WEIGHT_GRADIENT) {
            gemm(p);
        } else if (code == MapPass.CODE) {
            map(p);
        } else if (code == DirectPass.CODE) {
            direct(p);
        } else if (code == WeightSumPass.CODE) {
            weightSum(p);
        } else if (code == PoolPass.PICK || code == PoolPass.WHERE) {
            pickMax(p, code == PoolPass.WHERE ? 1 : 0);
        } else if (code == PoolPass.UNPOOL || code == PoolPass.SPREAD) {
            cover(p, code == PoolPass.SPREAD ? 1 : 0);
        } else if (code == PoolPass.MEAN) {
            mean(p);
        } else if (code == SumPass.CODE) {
            sums(p);
        } else if (code == SumPass.GROUPED) {
            groupedSums(p);
        } else if (code == SoftmaxPass.CODE) {
            softmax(p);
        } else if (code == MovePass.CODE) {
            move(p);
        } else if (code == PickPass.CODE) {
            pick(p);
        } else if (code == LoadPass.CODE) {
            load(p);
        } else if (code == StorePass.CODE) {
            store(p);
        } else if (code == BeginPass.CODE) {
            begin();
        } else if (code == EndPass.CODE) {
            end();
        }
    }

    /** Sets the array of all constants; it is sent if it is another than before. */
    public final void weights(float[] array) {
        weights = array;
    }

    /** Sets the array of the activations. */
    public final void activations(float[] array) {
        acts = array;
    }

    /** The host's copy of the activations, as the last {@link #fetchActivations} left it. */
    public final float[] activations() {
        return acts;
    }

    /** Copies the activations from the device; should they move now, the device gets them back as they are. */
    public final void fetchActivations() {
        get(acts);
    }

    /** Sets what a run reads and where its results go. */
    public final void use(Tape program, float[] in, float[] out) {
        if (tape != program.ints()) {
            tape = program.ints();
            numbers = program.numbers();
            put(tape);
            put(numbers);
        }
        inputs = in;
        results = out;
        put(inputs);
    }

    /** Runs passes of the tape in use. */
    public final void launch(Range range, int firstSlot, int passes, float mark) {
        first = firstSlot;
        nonce = mark;
        execute(range, passes);
    }

    /** Copies the results from the device. */
    public final void fetchResults() {
        get(results);
    }

    /** Claims the fallback, only to refuse it: a kernel that cannot run on its device must not run in Java. */
    @Override
    public final boolean hasFallbackAlgorithm() {
        return true;
    }

    @Override
    public final void executeFallbackAlgorithm(Range range, int pass) {
        throw new IllegalStateException("the kernel must run on its OpenCL device");
    }
}
