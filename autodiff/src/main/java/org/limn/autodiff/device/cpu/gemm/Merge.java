package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * All planes put together from their phases and finished. Units are planes.
 *
 * @param source where the parts are
 * @param starts where each part's first plane is, counted from there
 */
record Merge(PlaneMerge merge, Operand source, int[] starts, int planes, int images, RowEpilogue epilogue)
        implements Kernel.Stage {
    @Override
    public int units() {
        return planes;
    }

    @Override
    public int local() {
        return merge.local();
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        PlaneMerger merger = new PlaneMerger(merge, epilogue, places, local, 0);
        int[] at = new int[starts.length];
        for (int plane = from; plane < to; plane++) {
            for (int i = 0; i < at.length; i++) {
                PlaneMerge.Part part = merge.parts().get(i);
                at[i] = part == null ? 0 : source.start(places) + starts[i] + plane * part.size();
            }
            if (plane + 1 < to && merger.mayOverrun()) {
                merger.overrun(source.array(places), at, plane);
            } else {
                merger.plane(source.array(places), at, plane, plane / images);
            }
        }
    }
}
