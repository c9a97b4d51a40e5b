import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.onnx.OnnxLoader;

/** Limn behind the protocol of compare.py: one thread. */
public class LimnWorker {
    public static void main(String[] args) throws Exception {
        int batch = Integer.parseInt(args[1]);
        Network network = OnnxLoader.load(Path.of(args[0]), new LoadSettings()).inNetworkSpace();
        Program program = network.program(batch);
        Program gradient = Gradient.of(program, "logits", "image");
        Shape shape = Shape.of(batch, network.image().dim(0), network.image().dim(1), network.image().dim(2));
        Tensor image = Tensor.of(shape, picture(shape.size()));
        float[] cotangent = new float[program.output("logits").shape().size()];
        for (int n = 0; n < batch; n++) {
            cotangent[n * (cotangent.length / batch) + 5] = 1;
        }
        Tensor cotangents = Tensor.of(program.output("logits").shape(), cotangent);
        Device device = Devices.open(args[2], new DeviceSettings(1));
        Executable forward = device.compile(program), both = device.compile(gradient);
        List<Tensor> x = List.of(image), xs = List.of(image, cotangents);
        warm(() -> forward.run(x));
        warm(() -> both.run(xs));
        System.out.println("ready" + top(forward.run(x).get(0)));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            long t = cpu();
            if (line.equals("forward")) {
                forward.run(x);
            } else {
                both.run(xs);
            }
            System.out.println((cpu() - t) * 1e-9 / batch);
        }
    }

    static void warm(Runnable task) {
        for (long start = cpu(); cpu() - start < 2_000_000_000L; ) {
            task.run();
        }
    }

    static String top(Tensor scores) {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < scores.shape().dim(0); n++) {
            float[] row = scores.at(n).data();
            int best = 0;
            for (int c = 1; c < row.length; c++) {
                best = row[c] > row[best] ? c : best;
            }
            text.append(' ').append(best);
        }
        return text.toString();
    }

    static float[] picture(int size) {
        float[] x = new float[size];
        long s = 1;
        for (int i = 0; i < x.length; i++) {
            s = s * 1103515245 + 12345 & 0x7fffffff;
            x[i] = (float) (s / 1073741824.0 - 1);
        }
        return x;
    }

    static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
