package org.limn.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.limn.cli.option.FailureException;
import org.limn.cli.option.ModelOptions;
import org.limn.cli.option.ModelOptions.Loaded;
import org.limn.cli.option.Output;
import org.limn.cli.option.OutputFolder;
import org.limn.loader.Labels;
import org.limn.loader.ScoreValue;
import org.limn.loader.sidecar.Sidecar;
import org.limn.loader.sidecar.SidecarText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn model describe}: a sidecar to edit. */
@Command(
        name = "describe",
        description = {
            "Write what was chosen for a model into a file beside it, to edit: model.limn.yaml for model.onnx.",
            "From then on it is read whenever the model is; options of the command line go before it."
        })
final class ModelDescribeCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Mixin
    private ModelOptions model;

    @Option(names = "--print", description = "Print it instead.")
    private boolean print;

    @Option(names = "--force", description = "Write it even if there is one.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        Path file = Sidecar.of(model.file());
        if (!print && !force && Files.exists(file)) {
            throw new FailureException(
                    file + ": there is one already; --force replaces it, --print shows what it would be");
        }
        Loaded loaded = model.load();
        ScoreValue value = loaded.value().orElse(ScoreValue.PROBABILITY);
        String text = new SidecarText(loaded.network(), labels(), value, loaded.camLayer()).text();
        if (print) {
            output.printLines(text.stripTrailing());
        } else {
            OutputFolder.of(file).writeText(String.valueOf(file.getFileName()), text);
            output.print(file.toString());
        }
        output.printJson(Map.of("file", file.toString(), "text", text));
        return 0;
    }

    /** The labels that an option names, or the present sidecar. */
    private Optional<Sidecar.Names> labels() throws IOException {
        Sidecar present = Sidecar.beside(model.file());
        Optional<String> option = model.labels();
        if (option.isEmpty() || option.get().equals("imagenet")) {
            return option.map(name -> new Sidecar.Names(name, Labels.imageNet()))
                    .or(present::labels);
        }
        Path folder = Sidecar.of(model.file()).toAbsolutePath().normalize().resolveSibling("");
        Path list = Path.of(option.get()).toAbsolutePath().normalize();
        Labels labels = Labels.read(list);
        if (list.startsWith(folder)) {
            return Optional.of(new Sidecar.Names(folder.relativize(list).toString(), labels));
        }
        return Optional.of(new Sidecar.Names("", labels)); // a sidecar names files of its own folder only
    }
}
