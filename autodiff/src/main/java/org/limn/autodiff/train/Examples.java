package org.limn.autodiff.train;

import org.limn.autodiff.tensor.Tensor;

/** What is learned from: numbered images with a class each. */
public interface Examples {
    int count();

    /** f32[1,3,S,S], RGB in [0,1]. */
    Tensor image(int i);

    int label(int i);
}
