import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.limn.attribution.Baseline;
import org.limn.attribution.Channels;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.Question;
import org.limn.attribution.ModelOutput;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.control.Random;
import org.limn.attribution.gradient.BlurIg;
import org.limn.attribution.gradient.Gradients;
import org.limn.attribution.gradient.GuidedIg;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.attribution.gradient.Quadrature;
import org.limn.attribution.region.Xrai;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.Probe;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Pipeline;
import org.limn.evaluation.Subject;
import org.limn.evaluation.occlusion.OcclusionCurves;
import org.limn.evaluation.pic.Entropy;
import org.limn.evaluation.pic.Kept;
import org.limn.evaluation.pic.Notebook;
import org.limn.evaluation.pic.Pic;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.image.Image;
import org.limn.loader.image.Pictures;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.OnnxLoader;
import org.limn.segmentation.MultiScaleFelzenszwalb;
import org.limn.segmentation.Region;

/**
 * Limn behind compare.py: SqueezeNet in its own space, one photo. Reads the name of a computation per line, answers with the process's
 * CPU seconds, wall seconds, and the CPU seconds of them that were not spent inside an executable (on one thread; on more, the
 * executables' other threads count as outside). RISE sees the photo as users give it, in [0,1].
 */
public class AttributionWorker {
    private static final double[] MEAN = {104, 117, 123};
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static long inside;

    public static void main(String[] args) throws Exception {
        Path reference = Path.of(args[0]);
        Network network = OnnxLoader.load(
                        reference.resolve("models/squeezenet1.1/model.onnx"),
                        new LoadSettings().withPreprocessing(Preprocessing.CAFFE_BGR))
                .inNetworkSpace();
        Image photo = Pictures.read(reference.resolve("saliency/images/c444.png"));
        Tensor image = networkSpace(photo);
        Baseline black = new Baseline.Given(networkSpace(Image.of(224, 224, new byte[3 * 224 * 224])));
        Tensor64 attribution = Npy.read64(reference.resolve("saliency/maps/c444/xrai_attr2d.npy"));
        MultiScaleFelzenszwalb segments = new MultiScaleFelzenszwalb();
        List<Region> regions = segments.regions(image);
        int threads = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        Device device = new Timed(Devices.open(args[1], new DeviceSettings(threads)));
        ProgramModel model = new ProgramModel(
                network::program, device, ModelOutput.PROBABILITY, 1L << 30);
        Network whole = OnnxLoader.load(
                reference.resolve("models/squeezenet1.1/model.onnx"),
                new LoadSettings().withPreprocessing(Preprocessing.CAFFE_BGR));
        ProgramModel pixels = new ProgramModel(whole::program, device);
        Tensor rgb = unit(photo);
        int target = 444;
        Xrai xrai = new Xrai(new IntegratedGradients(100, Quadrature.ENDPOINTS, new Baseline.Extremes()), segments);
        Xrai fast = new Xrai(xrai.base(), segments, true, 1, 50);
        Explainer rise = Settings.parse(Explainer.class, "rise");
        Explainer few = Settings.parse(Explainer.class, "rise:samples=400");
        // PIC of the map that the original is given, on random pixels of its own; and of nine maps of one image
        double[] importance = attribution.data();
        boolean[] random = Kept.random(importance.length, 0);
        Pic pic = new Pic(
                new Notebook(), Entropy.WEBP, new Pic().thresholds(), Channels.ABS_SUM, 0);
        List<Explanation> nine = IntStream.range(0, 9).mapToObj(k -> rolled(pixels, rgb, importance, k * 24)).toList();
        OcclusionCurves curves = new OcclusionCurves();
        Map<String, Runnable> all = new HashMap<>(Map.of(
                "pic", () -> pic.measure(pixels, new Subject(rgb, target, Optional.empty()), importance, random),
                "pic-of-nine", () -> {
                    Subject shared = new Subject(rgb, target, Optional.empty());
                    nine.forEach(e -> pic.score(pixels, shared, e));
                },
                "lif-mif", () -> curves.score(
                        pixels, new Subject(rgb, target, Optional.empty()), nine.get(0))));
        all.putAll(Map.of(
                "rise4000", () -> rise.explain(pixels, rgb, target),
                "rise400", () -> few.explain(pixels, rgb, target),
                "gradient", () -> new Gradients().explain(model, image, target),
                "ig200", () -> new IntegratedGradients(200, Quadrature.ENDPOINTS, black).explain(model, image, target),
                "guided200", () -> new GuidedIg(200, 0.25, 0.02, black).explain(model, image, target),
                "blur", () -> new BlurIg().explain(model, image, target),
                "xrai", () -> xrai.explain(model, image, target),
                "regions", () -> xrai.rank(attribution, regions),
                "regions-fast", () -> fast.rank(attribution, regions),
                "felz6", () -> segments.regions(image)));
        System.out.println("ready, batch " + model.batch());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            long cpu = PROCESS.getProcessCpuTime(), wall = System.nanoTime();
            inside = 0;
            all.get(line).run();
            double took = (PROCESS.getProcessCpuTime() - cpu) * 1e-9;
            System.out.println(took + " " + (System.nanoTime() - wall) * 1e-9 + " " + (took - inside * 1e-9));
        }
    }

    /** A map of the same values, moved down by some rows: its own images and its own curve. */
    private static Explanation rolled(ScoringModel model, Tensor image, double[] map, int rows) {
        float[] data = new float[map.length];
        for (int i = 0; i < data.length; i++) {
            data[(i + 224 * rows) % data.length] = (float) map[i];
        }
        return Explanation.of(
                new Random(), model, new Question(image, 444), Tensor.of(Shape.of(1, 224, 224), data));
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Tensor unit(Image photo) {
        int plane = photo.width() * photo.height();
        float[] data = new float[3 * plane];
        for (int i = 0; i < data.length; i++) {
            data[i] = (photo.rgb()[3 * (i % plane) + i / plane] & 0xff) / 255f;
        }
        return Tensor.of(Shape.of(1, 3, photo.height(), photo.width()), data);
    }

    private static Tensor networkSpace(Image photo) {
        int pixels = photo.width() * photo.height();
        float[] data = new float[3 * pixels];
        for (int i = 0; i < data.length; i++) {
            int c = i / pixels;
            data[i] = (float) ((photo.rgb()[3 * (i % pixels) + 2 - c] & 0xff) - MEAN[c]);
        }
        return Tensor.of(Shape.of(1, 3, photo.height(), photo.width()), data);
    }

    /** A device whose executables add up their CPU time. */
    private record Timed(Device device) implements Device {
        @Override
        public Executable compile(Program program) {
            Executable executable = device.compile(program);
            return new Executable() {
                @Override
                public List<Tensor> run(List<Tensor> inputs, Probe probe) {
                    long start = cpu();
                    List<Tensor> outputs = executable.run(inputs, probe);
                    inside += cpu() - start;
                    return outputs;
                }

                @Override
                public Program program() {
                    return executable.program();
                }

                @Override
                public String listing() {
                    return executable.listing();
                }

                @Override
                public long bytes() {
                    return executable.bytes();
                }

                @Override
                public void close() {
                    executable.close();
                }
            };
        }

        @Override
        public String name() {
            return device.name();
        }

        @Override
        public String description() {
            return device.description();
        }

        @Override
        public Pipeline passes() {
            return device.passes();
        }

        @Override
        public void close() {
            device.close();
        }
    }
}
