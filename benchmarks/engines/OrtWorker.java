import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime behind the protocol of compare.py: one thread, forward only. */
public class OrtWorker {
    public static void main(String[] args) throws Exception {
        int batch = Integer.parseInt(args[1]);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        OrtSession session = environment.createSession(args[0], options);
        String name = session.getInputNames().iterator().next();
        long[] shape =
                ((TensorInfo) session.getInputInfo().get(name).getInfo()).getShape().clone();
        shape[0] = batch;
        for (int i = 2; i < shape.length; i++) {
            shape[i] = shape[i] > 0 ? shape[i] : 224;
        }
        FloatBuffer pixels = FloatBuffer.wrap(picture((int) (batch * shape[1] * shape[2] * shape[3])));
        Map<String, OnnxTensor> input = Map.of(name, OnnxTensor.createTensor(environment, pixels, shape));
        long start = cpu();
        while (cpu() - start < 2_000_000_000L) {
            session.run(input).close();
        }
        System.out.println("ready" + top(session, input));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            long t = cpu();
            session.run(input).close();
            System.out.println((cpu() - t) * 1e-9 / batch);
        }
    }

    static String top(OrtSession session, Map<String, OnnxTensor> input) throws Exception {
        StringBuilder text = new StringBuilder();
        try (OrtSession.Result result = session.run(input)) {
            for (float[] row : (float[][]) result.get(0).getValue()) {
                int best = 0;
                for (int c = 1; c < row.length; c++) {
                    best = row[c] > row[best] ? c : best;
                }
                text.append(' ').append(best);
            }
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
