package org.limn.loader;

import java.util.Locale;

/** In which order a network's input has its extents; Limn's own images are {@link #NCHW}. */
public enum InputLayout {
    /** Image, channel, row, column: what PyTorch, Caffe and MXNet export. */
    NCHW,
    /** Image, row, column, channel: what TensorFlow exports. */
    NHWC;

    /** {@code nchw} or {@code nhwc}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
