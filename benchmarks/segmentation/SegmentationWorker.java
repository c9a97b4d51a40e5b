import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.loader.image.Image;
import org.limn.loader.image.Pictures;
import org.limn.segmentation.Felzenszwalb;
import org.limn.segmentation.Grid;
import org.limn.segmentation.MultiScaleFelzenszwalb;
import org.limn.segmentation.Quickshift;
import org.limn.segmentation.Region;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.Slic;

/**
 * Limn behind compare.py: one thread, one photo. Reads a line per computation, its name and, where the photo is to be tiled to
 * another size, width and height; answers with its thread CPU seconds and the number of regions.
 */
public class SegmentationWorker {
    private static final double[] MEAN = {104, 117, 123};
    private static final MultiScaleFelzenszwalb XRAI = new MultiScaleFelzenszwalb();

    /** What can be asked for; timings.py of the reference data calls the first four by the same names. */
    private static final Map<String, Function<Tensor, Integer>> TASKS = Map.of(
            "felz100", image -> new Felzenszwalb().segment(image).regions(),
            "felz6-labels", image -> XRAI.segmentations(networkSpace(image)).stream().mapToInt(Segmentation::regions).sum(),
            "felz6", image -> XRAI.regions(networkSpace(image)).stream().mapToInt(Region::area).sum(),
            "slic250", image -> slic(250).segment(image).regions(),
            "xrai", image -> XRAI.regions(image).size(),
            "xrai-full", image -> fullSize().regions(image).size(),
            "slic", image -> slic(image.shape().count(2, 4) / 200).segment(image).regions(),
            "grid", image -> new Grid().segment(image).regions(),
            "quickshift", image -> new Quickshift().segment(image).regions());

    public static void main(String[] args) throws Exception {
        Tensor photo = Pictures.read(Path.of(args[0])).tensor();
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            Tensor image = words.length == 1 ? photo : tiled(photo, Integer.parseInt(words[2]), Integer.parseInt(words[1]));
            Function<Tensor, Integer> task = TASKS.get(words[0]);
            long start = cpu();
            int regions = task.apply(image);
            System.out.println((cpu() - start) * 1e-9 + " " + regions);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Slic slic(int segments) {
        return new Slic(segments, 10, 10, 0, true, false);
    }

    private static MultiScaleFelzenszwalb fullSize() {
        return new MultiScaleFelzenszwalb(XRAI.scales(), XRAI.sigma(), XRAI.minSize(), 0, XRAI.dilation());
    }

    /** B, G, R from 0 to 255 minus a mean, as a network takes it and XRAI's original segments it. */
    private static Tensor networkSpace(Tensor rgb) {
        int pixels = rgb.shape().count(2, 4);
        float[] data = new float[3 * pixels];
        for (int i = 0; i < data.length; i++) {
            int c = i / pixels;
            data[i] = (float) (Math.round(rgb.data()[(2 - c) * pixels + i % pixels] * 255) - MEAN[c]);
        }
        return Tensor.of(rgb.shape(), data);
    }

    /** The photo and its mirror images side by side until they cover the size: texture stays as fine as it is. */
    private static Tensor tiled(Tensor photo, int height, int width) {
        int h = photo.shape().dim(2);
        int w = photo.shape().dim(3);
        float[] data = new float[3 * height * width];
        for (int i = 0; i < data.length; i++) {
            int y = i / width % height % (2 * h);
            int x = i % width % (2 * w);
            int from = Math.min(y, 2 * h - 1 - y) * w + Math.min(x, 2 * w - 1 - x);
            data[i] = photo.data()[i / (height * width) * h * w + from];
        }
        return Tensor.of(Shape.of(1, 3, height, width), data);
    }
}
