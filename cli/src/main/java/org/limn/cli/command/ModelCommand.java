package org.limn.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code limn model}: questions about a model file. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "What a model file holds, and whether it computes what it should.",
        subcommands = {
            ModelInfoCommand.class,
            ModelDescribeCommand.class,
            ModelVerifyCommand.class,
            ModelOpsCommand.class
        })
public final class ModelCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is needed after 'model'; there are "
                        + spec.subcommands().keySet());
    }
}
