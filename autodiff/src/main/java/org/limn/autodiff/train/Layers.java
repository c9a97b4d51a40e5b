package org.limn.autodiff.train;

/**
 * What the layers of a network mean.
 *
 * @param <V> what flows between them
 */
public interface Layers<V> {
    /**
     * A convolution with a square kernel, padded so that the stride alone decides the extent, and batch norm after it.
     *
     * @param name of its parameters: {@code name.weight}, {@code name.gamma}, {@code name.beta}
     */
    V convolution(String name, V x, int inputs, int outputs, int kernel, int stride);

    V relu(String name, V x);

    V add(String name, V a, V b);

    /** Means over the plane, [N,C,H,W] to [N,C]. */
    V pool(String name, V x);

    /** {@code x·Wᵀ + b} with the parameters {@code name.weight} [outputs,inputs] and {@code name.bias} [outputs]. */
    V dense(String name, V x, int inputs, int outputs);
}
