package org.limn.autodiff.device.cpu.array;

/**
 * One operation on a run of elements: {@code y[k+m] = f(a[i+m], b[j+m])} for m below n. Writes n elements and no more; y may be a
 * or b at the same place.
 */
interface Loop {
    void run(float[] a, int i, float[] b, int j, float[] y, int k, int n);
}
