package org.countersign.engine.shield;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The engine's settings on which need-to-know rests, set in code so that no configuration can loosen them by accident. */
@Component
class ShieldPlugin extends AbstractProcessEnginePlugin {

    /** Nobody may ask the engine's interface for more at once; the Tasklist asks for that many filters. */
    private static final int LONGEST_LIST = 2_000;

    private final boolean everybodyKnowsThePassword;

    ShieldPlugin(Environment environment) {
        this.everybodyKnowsThePassword = environment.acceptsProfiles(Profiles.of("demo")) && StringUtils.hasText(environment.getProperty("countersign.demo.password"));
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setAuthorizationEnabled(true);
        engine.setAuthorizationEnabledForCustomCode(false);
        // Decides how the database joins rights to tasks: "auto" and "never" take seconds where this takes milliseconds.
        engine.setAuthorizationCheckRevokes("always");
        engine.setQueryMaxResultsLimit(LONGEST_LIST);
        engine.setEnforceSpecificVariablePermission(true);
        engine.setDefaultUserPermissionNameForTask(TaskPermissions.TASK_WORK.getName());
        engine.setUserResourceWhitelistPattern("[A-Za-z0-9._@+-]{1,64}");
        engine.setGroupResourceWhitelistPattern("[a-z0-9-]{1,64}");
        engine.setPasswordEncryptor(new SlowHash(everybodyKnowsThePassword ? SlowHash.FOR_EVERYBODY : SlowHash.IN_EARNEST));
        engine.setCustomPasswordChecker(List.of(new SlowHash(everybodyKnowsThePassword ? SlowHash.IN_EARNEST : SlowHash.FOR_EVERYBODY)));
        engine.setEnablePasswordPolicy(false);
        engine.setResourceAuthorizationProvider(new TaskRights());
        engine.setCustomPreCommandInterceptorsTxRequired(
                with(engine.getCustomPreCommandInterceptorsTxRequired(), new WebappCommands(engine), new EngineShield()));
        engine.setCustomPreCommandInterceptorsTxRequiresNew(
                with(engine.getCustomPreCommandInterceptorsTxRequiresNew(), new WebappCommands(engine), new EngineShield()));
        engine.setCustomPostCommandInterceptorsTxRequired(with(engine.getCustomPostCommandInterceptorsTxRequired(), new EngineShield(), new OwnTasks()));
        engine.setCustomPostCommandInterceptorsTxRequiresNew(
                with(engine.getCustomPostCommandInterceptorsTxRequiresNew(), new EngineShield(), new OwnTasks()));
    }

    /** Each chain links its interceptors to one another, so none is in two of them. */
    private static List<CommandInterceptor> with(@Nullable List<CommandInterceptor> interceptors, CommandInterceptor... ours) {
        List<CommandInterceptor> all = interceptors == null ? new ArrayList<>() : new ArrayList<>(interceptors);
        all.addAll(List.of(ours));
        return all;
    }
}
