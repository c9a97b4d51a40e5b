package org.limn.autodiff.device.gpu;

import com.aparapi.Range;
import com.aparapi.device.Device;
import com.aparapi.device.JavaDevice;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.exception.CompileFailedException;
import com.aparapi.internal.kernel.KernelManager;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.apache.bcel.Repository;
import org.apache.bcel.util.ClassLoaderRepository;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.RunInterruptedException;
import org.limn.autodiff.device.gpu.kernel.NetKernel;
import org.limn.autodiff.device.gpu.tape.Compiled;
import org.limn.autodiff.device.gpu.tape.ResidentWeights;
import org.limn.autodiff.device.gpu.tape.Tape;
import org.limn.autodiff.device.gpu.tape.TapeCompiler;
import org.limn.autodiff.program.Program;

/**
 * The one owner of a kernel and of all its arrays: constants, activations, tape, what goes in and out. Programs of a device take
 * turns. Results are right or there is an exception: a kernel that cannot be translated or launched is never run in Java
 * instead, and a run whose activations a garbage collection destroyed is noticed by its nonce and repeated.
 */
final class Session implements AutoCloseable {
    /** So large that the G1 collector never moves it unless it must. */
    private static final int LEAST_ACTIVATIONS = 4 << 20;

    /** Groups per compute unit: enough to hide the latency of memory; more only makes tails shorter. */
    private static final int GROUPS_PER_UNIT = 8;

    private static final int NONCES = 1 << 24;

    /** Is told of passes. */
    interface Watcher {
        /** Pass k has run and took this long, launch included. */
        void ran(int k, long nanos);
    }

    private final OpenCLDevice device;
    private final NetKernel kernel;
    private final Range range;
    private final Residents residents;
    private final Dispatch dispatch;
    private int nonce;
    private int repeats;
    private boolean launched;
    private String lost = "";

    /**
     * Translates the kernel.
     *
     * @throws DeviceException if it cannot be translated or compiled for this device
     */
    Session(OpenCLDevice device, NetKernel kernel) {
        this(device, kernel, device.getType() == Device.TYPE.CPU ? Dispatch.SEGMENTS : Dispatch.WHOLE);
    }

    Session(OpenCLDevice device, NetKernel kernel, Dispatch dispatch) {
        this(device, kernel, dispatch, NetKernel.GROUP);
    }

    /** @param items work items per group; the kernel wants {@link NetKernel#GROUP} */
    Session(OpenCLDevice device, NetKernel kernel, Dispatch dispatch, int items) {
        this.device = device;
        this.kernel = kernel;
        this.dispatch = dispatch;
        residents = new Residents(arrayBytes());
        int groups = Math.max(1, device.getMaxComputeUnits()) * GROUPS_PER_UNIT;
        range = Range.create(device, groups * items, items);
        device.setSharedMemory(false); // arrays of its own, also where the host could lend it its memory
        Logging.withoutWarnings(this::translate);
        launched = greet();
    }

    private void translate() {
        // Aparapi looks classes up by name, with a loader that may not be ours
        Repository.setRepository(new ClassLoaderRepository(kernel.getClass().getClassLoader()));
        prefer();
        kernel.setExplicit(true);
        try {
            kernel.compile(device);
        } catch (CompileFailedException | RuntimeException | LinkageError e) {
            throw new DeviceException(
                    "the kernel could not be translated or compiled for " + OpenCl.description(device) + ": "
                            + reason(e) + "; use --device cpu",
                    e);
        }
    }

    /**
     * Runs nothing but the nonce, to see that the device does. Only after a launch may a kernel be disposed of: Aparapi sets
     * most of what it then frees in the first one (JNIContext.cpp), so one that never ran is left to the end of the process.
     */
    private boolean greet() {
        Tape hello = TapeCompiler.compile(new Program(List.of(), List.of()), (c, order, numbers) -> 0, 0, arrayBytes())
                .tape();
        float[] out = new float[hello.results()];
        use(hello, new float[hello.inputs()], out);
        float mark = nextNonce();
        launch(hello, 0, hello.passes().size(), mark);
        kernel.fetchResults();
        if (out[0] != mark) {
            throw new DeviceException(OpenCl.description(device) + " ran the kernel, but gave " + out[0]
                    + " where it should have copied " + mark + "; use --device cpu");
        }
        return true;
    }

    /** Without a second device to fall back to but the one that refuses. Aparapi keeps this per class, so it is said each time. */
    private void prefer() {
        KernelManager.instance()
                .setPreferredDevices(kernel, new LinkedHashSet<>(List.of(device, JavaDevice.ALTERNATIVE_ALGORITHM)));
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : cause.toString();
    }

    /** Bytes that one array may have: the device's limit, and Aparapi's, which counts them in an int. */
    long arrayBytes() {
        return Math.min(device.getMaxMemAllocSize(), Integer.MAX_VALUE - 3L);
    }

    /** Compiles a program, whose constants become resident, and makes room for its activations. */
    synchronized Compiled place(Function<ResidentWeights, Compiled> compiler) {
        check();
        Compiled compiled = compiler.apply(residents);
        Tape tape = compiled.tape();
        int acts = Math.max(tape.acts(), kernel.activations().length);
        long all = 4 * (acts + residents.size() + tape.inputs() + tape.results() + (long) tape.ints().length);
        if (all > device.getGlobalMemSize()) {
            throw new DeviceException("the program needs " + all + " bytes on a device that has "
                    + device.getGlobalMemSize() + ": use a smaller batch, or --device cpu");
        }
        if (kernel.activations().length < acts) {
            kernel.activations(Heap.grown(kernel.activations(), Math.max(acts, LEAST_ACTIVATIONS), "activations"));
        }
        return compiled;
    }

    /** The constants that are on the device. */
    Residents residents() {
        return residents;
    }

    /** How often a run had to be repeated. */
    synchronized int repeats() {
        return repeats;
    }

    /** Runs a tape from {@code in} to {@code out}. */
    synchronized void run(Tape tape, float[] in, float[] out) {
        use(tape, in, out);
        float mark = nextNonce();
        int tail = tape.tail(), body = tape.passes().size() - tail;
        for (int at = 0; at < body; at += Math.min(dispatch.passes(), body - at)) {
            RunInterruptedException.check();
            // the passes that bring results out are one execution with whatever is the last before them
            int left = body - at;
            launch(tape, at, left <= dispatch.passes() ? left + tail : dispatch.passes(), mark);
        }
        kernel.fetchResults();
        if (dispatch.guarded() && out[0] != mark) {
            repeats++;
            again(tape, out);
        }
    }

    private void again(Tape tape, float[] out) {
        float mark = nextNonce();
        launch(tape, 0, tape.passes().size(), mark);
        kernel.fetchResults();
        if (out[0] != mark) {
            throw new DeviceException("the device lost the activations of a run twice, once in a single execution");
        }
    }

    /**
     * Runs a tape pass by pass. After each, the host's activations are those of the device, so nothing can get lost between them.
     *
     * @param after is told of each pass that has run, and may read {@link #activations}
     */
    synchronized void step(Tape tape, float[] in, float[] out, Watcher after) {
        use(tape, in, out);
        float mark = nextNonce();
        int tail = tape.tail(), body = tape.passes().size() - tail;
        for (int k = 0; k < body; k++) {
            RunInterruptedException.check();
            long start = System.nanoTime();
            launch(tape, k, 1, mark);
            long nanos = System.nanoTime() - start;
            kernel.fetchActivations();
            after.ran(k, nanos);
        }
        launch(tape, body, tail, mark);
        kernel.fetchResults();
        if (out[0] != mark) {
            throw new DeviceException("the device lost the activations of a run that was stepped through");
        }
    }

    /** The host's copy of the activations while a tape is stepped through. */
    float[] activations() {
        return kernel.activations();
    }

    private void use(Tape tape, float[] in, float[] out) {
        check();
        kernel.weights(residents.array());
        kernel.use(tape, in, out);
    }

    private void launch(Tape tape, int from, int passes, float mark) {
        try {
            prefer();
            Logging.withoutWarnings(() -> kernel.launch(range, tape.at(from), passes, mark));
        } catch (AssertionError | RuntimeException e) {
            close();
            lost = "a launch failed: " + reason(e);
            throw new DeviceException(
                    "the OpenCL device failed at " + tape.passes().get(from).text() + ": " + reason(e)
                            + "; its data is lost, open the device again",
                    e);
        }
    }

    private float nextNonce() {
        nonce = nonce % NONCES + 1;
        return nonce;
    }

    private void check() {
        if (!lost.isEmpty()) {
            throw new DeviceException("this gpu device cannot be used any more: " + lost);
        }
    }

    @Override
    public synchronized void close() {
        if (lost.isEmpty()) {
            lost = "it has been closed";
            if (launched) {
                kernel.dispose();
            }
        }
    }
}
