/**
 * What GitHub runs when the release branch is pushed, kept on the default branch and carried along: the workflows of a
 * push are those of the pushed commit
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#push).
 */
export const publishWorkflow = ".github/workflows/promptctl-publish.yml";
