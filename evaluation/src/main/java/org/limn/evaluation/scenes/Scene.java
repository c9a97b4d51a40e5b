package org.limn.evaluation.scenes;

import java.util.List;
import java.util.Optional;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** A picture, and the truth about every pixel of it. The scene's label is the kind of its first thing. */
public final class Scene {
    private final int size;
    private final byte[] rgb;
    private final byte[] owners;
    private final List<Thing> things;
    private final Optional<boolean[]> mark;

    /**
     * An object in the scene.
     *
     * @param visible the share of it that nothing covers and that is within the picture, in [0, 1]
     * @param pixels how many pixels show it
     */
    public record Thing(Kind kind, double visible, int pixels) {}

    /** A rectangle of pixels; right and bottom are the first columns and rows beyond it. */
    public record Box(int left, int top, int right, int bottom) {}

    Scene(int size, byte[] rgb, byte[] owners, List<Thing> things, Optional<boolean[]> mark) {
        this.size = size;
        this.rgb = rgb;
        this.owners = owners;
        this.things = List.copyOf(things);
        this.mark = mark;
    }

    /** Width and height. */
    public int size() {
        return size;
    }

    public Kind label() {
        return things.get(0).kind();
    }

    public List<Thing> things() {
        return things;
    }

    /** Pixels in rows from the top, each R, G, B; a copy. */
    public byte[] rgb() {
        return rgb.clone();
    }

    /** f32[1,3,size,size], RGB in [0,1]. */
    public Tensor image() {
        float[] planes = new float[3 * size * size];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (rgb[3 * (i % (size * size)) + i / (size * size)] & 255) / 255f;
        }
        return Tensor.of(Shape.of(1, 3, size, size), planes);
    }

    /** Whose each pixel is: 0 is the ground and what has no class, n the nth of {@link #things}; a copy. */
    public byte[] owners() {
        return owners.clone();
    }

    /** True where a thing is to be seen; {@code thing} counts from 0. */
    public boolean[] mask(int thing) {
        boolean[] mask = new boolean[owners.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = owners[i] == thing + 1;
        }
        return mask;
    }

    /** The smallest rectangle around what is seen of a thing; {@code thing} counts from 0. */
    public Box box(int thing) {
        int left = size;
        int top = size;
        int right = 0;
        int bottom = 0;
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] == thing + 1) {
                left = Math.min(left, i % size);
                right = Math.max(right, i % size + 1);
                top = Math.min(top, i / size);
                bottom = Math.max(bottom, i / size + 1);
            }
        }
        return new Box(left, top, right, bottom);
    }

    /** The pixels of the watermark, if the scene carries one; a copy. */
    public Optional<boolean[]> mark() {
        return mark.map(boolean[]::clone);
    }
}
