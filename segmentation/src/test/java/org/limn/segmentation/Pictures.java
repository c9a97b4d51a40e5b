package org.limn.segmentation;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/** Images and label maps for tests. */
public final class Pictures {
    private Pictures() {}

    /** An RGB picture file as f32[1,3,H,W] in [0,1]: byte/255 in float32. */
    public static Tensor rgb(Path file) throws IOException {
        BufferedImage picture = Objects.requireNonNull(ImageIO.read(file.toFile()), file::toString);
        int h = picture.getHeight();
        int w = picture.getWidth();
        float[] data = new float[3 * h * w];
        for (int i = 0; i < h * w; i++) {
            int argb = picture.getRGB(i % w, i / w);
            for (int c = 0; c < 3; c++) {
                data[c * h * w + i] = (argb >> 16 - 8 * c & 255) / 255f;
            }
        }
        return Tensor.of(Shape.of(1, 3, h, w), data);
    }

    /** The same picture as the network of the saliency data sees it: B, G, R from 0 to 255 minus (104, 117, 123). */
    public static Tensor networkSpace(Tensor rgb) {
        float[] mean = {104, 117, 123};
        float[] data = new float[rgb.data().length];
        int n = data.length / 3;
        for (int i = 0; i < data.length; i++) {
            data[i] = Math.round(rgb.data()[(2 - i / n) * n + i % n] * 255) - mean[i / n];
        }
        return Tensor.of(rgb.shape(), data);
    }

    /** A stored label map. */
    public static Segmentation labels(Path npy) throws IOException {
        Tensor64 map = Npy.read64(npy);
        int[] labels = new int[map.shape().size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) map.data()[i];
        }
        return Segmentation.of(map.shape().dim(0), map.shape().dim(1), labels);
    }

    /** A label map stored as a grey picture. */
    public static Segmentation greyLabels(Path png) throws IOException {
        Raster raster = Objects.requireNonNull(ImageIO.read(png.toFile()), png::toString)
                .getRaster();
        int[] labels = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        return Segmentation.of(raster.getHeight(), raster.getWidth(), labels);
    }

    /** Uniform noise in [0,1). */
    public static Tensor noise(long seed, int channels, int height, int width) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] data = new float[channels * height * width];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextDouble();
        }
        return Tensor.of(Shape.of(1, channels, height, width), data);
    }
}
