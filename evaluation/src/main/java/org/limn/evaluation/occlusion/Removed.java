package org.limn.evaluation.occlusion;

import java.util.List;
import org.limn.attribution.Baseline;
import org.limn.autodiff.tensor.Tensor;

/** Images of which some pixels are those of another image. */
public final class Removed {
    private Removed() {}

    /** The image with the pixels that are {@code gone} taken from {@code other}, all channels alike. */
    public static Tensor pixels(Tensor image, Tensor other, boolean... gone) {
        float[] data = image.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = gone[i % gone.length] ? other.data()[i] : data[i];
        }
        return Tensor.of(image.shape(), data);
    }

    /** The only image of a baseline. */
    public static Tensor only(Baseline baseline, Tensor image) {
        List<Tensor> images = baseline.of(image);
        if (images.size() != 1) {
            throw new IllegalArgumentException("removed pixels are taken from one image, but " + baseline + " gives "
                    + images.size() + "; name another baseline");
        }
        return images.get(0);
    }
}
