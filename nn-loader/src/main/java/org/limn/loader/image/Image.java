package org.limn.loader.image;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * A picture of 8 bits per channel, red, green, blue, row by row from the top left. It is a value: whoever makes it hands its
 * bytes over, and nobody writes to them afterwards.
 */
public final class Image {
    private final int width;
    private final int height;
    private final byte[] rgb;

    private Image(int width, int height, byte[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** A picture over these {@code 3·width·height} bytes, which now belong to it: they are not copied. */
    public static Image of(int width, int height, byte... rgb) {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException("a picture of " + width + "x" + height + " pixels needs 3 bytes for each"
                    + " and at least one pixel, got " + rgb.length + " bytes");
        }
        return new Image(width, height, rgb);
    }

    /**
     * The nearest picture to an image f32[1,C,H,W] or f32[C,H,W] in [0,1], of 3 channels or a grey one; values outside are
     * clipped, NaN is black. {@code of(p.tensor())} is {@code p}.
     */
    public static Image of(Tensor image) {
        Shape s = image.shape();
        if (s.rank() < 3 || s.rank() > 4 || (s.dim(-3) != 3 && s.dim(-3) != 1) || s.count(0, s.rank() - 3) != 1) {
            throw new IllegalArgumentException(
                    "a picture is made of an image [1,C,H,W] or [C,H,W], C 3 or 1, got " + s);
        }
        float[] data = image.data();
        int channels = s.dim(-3), plane = data.length / channels;
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, data[(i % channels) * plane + i / 3])));
        }
        return of(s.dim(-1), s.dim(-2), rgb);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The bytes themselves, {@code [y][x][red, green, blue]}, to be read only. */
    public byte[] rgb() {
        return rgb;
    }

    /** One value, 0..255; channel 0 is red, 1 green, 2 blue. */
    public int at(int x, int y, int channel) {
        return rgb[3 * (y * width + x) + channel] & 0xff;
    }

    /** The image f32[1,3,H,W], RGB, in [0,1]: each byte divided by 255. */
    public Tensor tensor() {
        int plane = width * height;
        float[] data = new float[3 * plane];
        for (int i = 0; i < rgb.length; i++) {
            data[i % 3 * plane + i / 3] = (rgb[i] & 0xff) / 255f;
        }
        return Tensor.of(Shape.of(1, 3, height, width), data);
    }

    /** The image f32[1,C,H,W] in [0,1] that a network of C channels takes: {@link #tensor()} for 3, {@link #grey()} for 1. */
    public Tensor tensor(int channels) {
        return switch (channels) {
            case 1 -> grey();
            case 3 -> tensor();
            default ->
                throw new IllegalArgumentException(
                        "a photo has 3 channels, or 1 as a grey one; the network takes " + channels);
        };
    }

    /**
     * The image f32[1,1,H,W] in [0,1] of luma, {@code 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601), a whole number of 255ths: with
     * Pillow's 16-bit weights, so that it is the same as there after {@code convert("L")}.
     */
    public Tensor grey() {
        float[] data = new float[width * height];
        for (int i = 0; i < data.length; i++) {
            int r = rgb[3 * i] & 0xff, g = rgb[3 * i + 1] & 0xff, b = rgb[3 * i + 2] & 0xff;
            data[i] = ((19595 * r + 38470 * g + 7471 * b + 0x8000) >> 16) / 255f;
        }
        return Tensor.of(Shape.of(1, 1, height, width), data);
    }

    /** This picture at another size, by Pillow's antialiased bilinear filter ({@link Bilinear}). */
    public Image resized(int newWidth, int newHeight) {
        return Bilinear.resize(this, newWidth, newHeight);
    }

    /** The part of this picture whose top left corner is at (left, top). */
    public Image cropped(int left, int top, int partWidth, int partHeight) {
        if (left < 0 || top < 0 || partWidth > width - left || partHeight > height - top) {
            throw new IllegalArgumentException("a crop of " + partWidth + "x" + partHeight + " at (" + left + "," + top
                    + ") does not lie inside " + width + "x" + height);
        }
        byte[] part = new byte[Math.multiplyExact(3, Math.multiplyExact(partWidth, partHeight))];
        for (int y = 0; y < partHeight; y++) {
            System.arraycopy(rgb, 3 * ((top + y) * width + left), part, 3 * y * partWidth, 3 * partWidth);
        }
        return of(partWidth, partHeight, part);
    }

    /** A copy for AWT and ImageIO. */
    public BufferedImage toBufferedImage() {
        int[] packed = new int[width * height];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
        }
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        copy.setRGB(0, 0, width, height, packed, 0, width);
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image i && width == i.width && height == i.height && Arrays.equals(rgb, i.rgb);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rgb) * 31 + width;
    }

    @Override
    public String toString() {
        return "Image[" + width + "x" + height + "]";
    }
}
