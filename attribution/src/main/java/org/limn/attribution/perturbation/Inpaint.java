package org.limn.attribution.perturbation;

import org.limn.autodiff.tensor.Tensor;

/**
 * What is perturbed is filled from around it, front first. The image is cut to bytes and the mask rounded before, and what comes is
 * a byte image in [0,1], the kept pixels too: as the study has it.
 *
 * @param algorithm how a pixel follows from its known neighbors
 * @param radius how far these are, in pixels
 */
public record Inpaint(Algorithm algorithm, int radius) implements Perturber {
    /** How a pixel follows from its known neighbors. */
    public enum Algorithm {
        /** Telea, "An image inpainting technique based on the fast marching method", 2004. */
        TELEA,
        /** Bertalmio, Bertozzi and Sapiro, "Navier-Stokes, fluid dynamics, and image and video inpainting", CVPR 2001. */
        NAVIER_STOKES
    }

    public Inpaint {
        if (radius < 1 || radius > 100) {
            throw new IllegalArgumentException("inpainting looks 1 to 100 pixels around, got " + radius);
        }
    }

    public Inpaint() {
        this(Algorithm.TELEA, 3);
    }

    @Override
    public Filling of(Tensor image) {
        int height = image.shape().dim(2);
        int width = image.shape().dim(3);
        int[] bytes = new int[image.data().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Math.max(0, Math.min(255, (int) (image.data()[i] * 255)));
        }
        return (mask, sample, out, offset) -> {
            boolean[] lost = new boolean[mask.length];
            for (int i = 0; i < lost.length; i++) {
                lost[i] = Math.rint(mask[i]) == 0;
            }
            int[] filled = bytes.clone();
            new FrontFilling(height, width, lost, filled, radius).fill(algorithm);
            for (int i = 0; i < filled.length; i++) {
                out[offset + i] = filled[i] / 255f;
            }
        };
    }
}
