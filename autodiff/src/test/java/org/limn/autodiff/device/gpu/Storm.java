package org.limn.autodiff.device.gpu;

import java.util.List;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.gpu.kernel.NetKernel;
import org.limn.autodiff.tensor.Tensor;

/** Runs a network while other threads make the garbage collector move everything; prints how many results were wrong. */
final class Storm {
    private static volatile Object kept = new Object();

    private Storm() {}

    /** {@code RUNS PASSES GUARDED}: PASSES passes per execution, 0 for the whole tape. */
    public static void main(String[] args) {
        int runs = Integer.parseInt(args[0]), passes = Integer.parseInt(args[1]);
        Dispatch dispatch = new Dispatch(passes == 0 ? Integer.MAX_VALUE : passes, Boolean.parseBoolean(args[2]));
        List<Tensor> inputs = Networks.inputs(2, 9);
        NetKernel kernel = new NetKernel();
        Session session = new Session(OpenCl.list().get(0), kernel, dispatch);
        try (GpuDevice device = new GpuDevice("gpu:any", session, new DeviceSettings(1), "");
                Executable run = device.compile(Networks.gradient(2))) {
            List<Tensor> wanted = calm(inputs);
            start(Storm::litter);
            start(Storm::collect);
            int wrong = 0;
            for (int k = 0; k < runs; k++) {
                kernel.activations(movable(run));
                wrong += run.run(inputs).equals(wanted) ? 0 : 1;
            }
            System.out.println("runs " + runs + " wrong " + wrong + " repeats " + session.repeats());
        }
    }

    private static List<Tensor> calm(List<Tensor> inputs) {
        Session session = new Session(OpenCl.list().get(0), new NetKernel(), Dispatch.WHOLE);
        try (GpuDevice device = new GpuDevice("gpu:any", session, new DeviceSettings(1), "");
                Executable run = device.compile(Networks.gradient(2))) {
            return run.run(inputs);
        }
    }

    /** New and no larger than needed: every collector moves such an array sooner or later, G1 never moves a large one. */
    private static float[] movable(Executable run) {
        return new float[(int) (run.bytes() / Float.BYTES)];
    }

    private static void start(Runnable loop) {
        Thread thread = new Thread(loop);
        thread.setDaemon(true);
        thread.start();
    }

    private static void litter() {
        for (int k = 0; ; k++) {
            byte[][] heap = new byte[64][];
            for (int i = 0; i < heap.length; i++) {
                heap[i] = new byte[1 + (k * 7919 + i * 104729) % 200_000];
            }
            kept = heap;
            pause(1);
        }
    }

    private static void collect() {
        while (true) {
            System.gc();
            pause(3);
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
