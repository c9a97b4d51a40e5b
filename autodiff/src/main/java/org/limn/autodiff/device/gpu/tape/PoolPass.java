package org.limn.autodiff.device.gpu.tape;

/**
 * The pooling family, by code, over windows of x [planes,h,w] that give y [planes,oh,ow]:
 *
 * <ul>
 *   <li>{@code PICK}: y = other's element where src has the window's maximum (max_pool: other is src)
 *   <li>{@code WHERE}: y = that position inside its plane, as a float (exact below 2²⁴)
 *   <li>{@code UNPOOL}: x = Σ of src over the windows whose position in other is here
 *   <li>{@code MEAN}: y = mean of the window's real elements of src
 *   <li>{@code SPREAD}: x = Σ of src / real elements over the windows that cover it
 * </ul>
 */
public record PoolPass(int code, int dst, int src, int other, int planes, Along vertical, Along horizontal)
        implements TapePass {
    public static final int PICK = 11, WHERE = 12, UNPOOL = 13, MEAN = 14, SPREAD = 15;
    public static final int DST = 2, SRC = 3, OTHER = 4, PLANES = 5, VERTICAL = 6, HORIZONTAL = 12;
}
