package org.limn.loader;

import org.limn.autodiff.op.Emitter;
import org.limn.autodiff.op.Value;

/** The first lines of a network's program: from an image f32[N,C,H,W], RGB, in [0,1], to what the network was trained on. */
@FunctionalInterface
public interface Normalisation {
    /** The network takes images in [0,1] as they are. */
    Normalisation NONE = (emit, image) -> image;

    /** Emits the lines and returns the value that the network reads, shaped like the image. */
    Value emit(Emitter emit, Value image);
}
