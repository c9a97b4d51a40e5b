package org.limn.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.limn.attribution.ModelOutput;
import org.limn.attribution.ProgramModel;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.cli.option.DeviceOptions;
import org.limn.cli.option.ModelOptions;
import org.limn.cli.option.ModelOptions.Loaded;
import org.limn.cli.option.Output;
import org.limn.cli.option.Prediction;
import org.limn.cli.option.TargetOptions;
import org.limn.loader.image.Image;
import org.limn.loader.image.Pictures;

/** A network on a device, ready to be shown photos; what the commands that explain share. */
final class OpenModel implements AutoCloseable {
    static final int TOP = 5;

    private final Device device;
    private final Loaded loaded;
    private final ModelOutput score;
    private final ProgramModel network;

    private OpenModel(Device device, Loaded loaded, ModelOutput score, long budget) {
        this.device = device;
        this.loaded = loaded;
        this.score = score;
        network = new ProgramModel(loaded.network()::program, device, score, budget);
    }

    /** Opens the device first: it warms up while the model is read. */
    static OpenModel open(ModelOptions model, DeviceOptions options, TargetOptions target, Output output)
            throws IOException {
        target.check();
        Device device = options.open(output);
        try {
            Loaded loaded = model.load();
            loaded.choices().forEach(output::say);
            return new OpenModel(device, loaded, target.score(loaded.value()), options.budget());
        } catch (IOException | RuntimeException | Error e) {
            device.close();
            throw e;
        }
    }

    /**
     * A photo as the network sees it, and what the network says of it.
     *
     * @param seen the photo at the network's size
     * @param image the same as the network's input, f32[1,C,H,W] in [0,1]
     * @param top the likeliest classes, likeliest first
     */
    record SeenPhoto(Path file, Image seen, Tensor image, List<Prediction> top) {}

    SeenPhoto look(Path file) throws IOException {
        Shape shape = loaded.network().image();
        Image seen = loaded.preprocessing().fit(Pictures.read(file), shape.dim(1), shape.dim(2));
        Tensor image = seen.tensor(shape.dim(0));
        float[] probabilities =
                network.with(ModelOutput.PROBABILITY).scores(image).data();
        return new SeenPhoto(file, seen, image, Prediction.top(probabilities, TOP));
    }

    ProgramModel network() {
        return network;
    }

    Loaded loaded() {
        return loaded;
    }

    ModelOutput score() {
        return score;
    }

    /** What it runs on, for provenance. */
    String device() {
        return device.name() + ": " + device.description();
    }

    /** The name of a class, or its number. */
    String label(int number) {
        return loaded.labels().name(number);
    }

    @Override
    public void close() {
        network.close();
        device.close();
    }
}
