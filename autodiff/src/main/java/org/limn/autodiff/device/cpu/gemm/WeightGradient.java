package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * {@link org.limn.autodiff.op.Conv2dWeightGrad} as a kernel: dot products of rows of the cotangent with rows of the image, in the
 * copy in which every tap has stride 1. No method of explanation needs it; it is here so that second derivatives run.
 *
 * @param source the image as its taps read it
 */
record WeightGradient(Convolution conv, KernelSet set, Operand source, Operand cotangent) implements Kernel.Stage {
    static Plan plan(Convolution conv, KernelSet set, Recipe recipe, Plan.Builder plan) {
        Operand source = conv.source(new Operand.Input(recipe.a()), set.loops(), plan);
        return plan.stage(new WeightGradient(conv, set, source, new Operand.Input(recipe.b())))
                .named("weight gradient " + conv.describe());
    }

    /** Filters of one output and one channel. */
    @Override
    public int units() {
        return conv.w().dim(0) * conv.channels();
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        for (int unit = from; unit < to; unit++) {
            for (int t = 0; t < conv.taps(); t++) {
                places.arena()[places.output() + unit * conv.taps() + t] =
                        tap(places, unit / conv.channels(), unit % conv.channels(), t);
            }
        }
    }

    private float tap(Kernel.Places places, int output, int channel, int tap) {
        Pixels pixels = conv.pixels();
        int plane = (output / conv.outputs() * conv.channels() + channel) * conv.images();
        int x = source.start(places)
                + conv.tapOffset(tap, conv.images() * conv.x().dim(1) * conv.plane());
        float sum = 0;
        for (int n = 0; n < conv.images(); n++) {
            int g = cotangent.start(places) + (output * conv.images() + n) * pixels.height() * pixels.width();
            int image = x + (plane + n) * pixels.imageStride();
            for (int y = 0; y < pixels.height(); y++) {
                sum += set.loops()
                        .dot(
                                source.array(places),
                                image + y * pixels.rowStride(),
                                cotangent.array(places),
                                g + y * pixels.width(),
                                pixels.width());
            }
        }
        return sum;
    }
}
