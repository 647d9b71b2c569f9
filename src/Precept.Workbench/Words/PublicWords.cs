using Precept.Workbench.PublicInput;

namespace Precept.Workbench.Words;

/// <summary>What the pages for the public say.</summary>
public static class PublicWords
{
    public static readonly Phrase Consultation = new("Public consultation", "公众征询");
    public static readonly Phrase Vote = new("Vote", "投票");
    public static readonly Phrase Proposals = new("Proposals", "修改提案");
    public static readonly Phrase Results = new("Results", "结果");
    public static readonly Phrase Parts = new("Parts of this consultation", "本次征询的各部分");
    public static readonly Phrase ReadSection = new("Read the section: {0}", "阅读本节：{0}");
    public static readonly Phrase ClosedNow = new("This consultation is closed. What was said stays readable.", "本次征询已结束。已发表的内容仍可阅读。");
    public static readonly Phrase YourTurn = new("Do you agree?", "您同意吗？");
    public static readonly Phrase Progress = new("{0} of {1} voted on", "已投票 {0} / {1}");
    public static readonly Phrase Agree = new("Agree", "同意");
    public static readonly Phrase Disagree = new("Disagree", "不同意");
    public static readonly Phrase Pass = new("Pass", "跳过");
    public static readonly Phrase PassWhat = new("Pass: not sure, or it is unclear.", "跳过：不确定，或表述不清。");
    public static readonly Phrase AllDone = new("You have voted on every statement. Thank you!", "您已对所有观点投票，谢谢！");
    public static readonly Phrase NoStatements = new("There are no statements yet. Write the first one.", "还没有任何观点。请写下第一条。");
    public static readonly Phrase YourVotes = new("Your votes ({0})", "您的投票（{0}）");
    public static readonly Phrase ChangeVotes = new("A vote can be changed as long as the consultation is open.", "征询结束前可以随时更改投票。");
    public static readonly Phrase VoteOn = new("Your vote on: {0}", "您对此观点的投票：{0}");
    public static readonly Phrase AddStatement = new("Add a statement", "提出观点");
    public static readonly Phrase AddStatementHow = new("One idea, in your own words, that others can agree or disagree with. At most {0} characters. You agree with it by adding it.", "用自己的话写一个想法，让他人表示同意或不同意。最多 {0} 个字符。提出即表示您同意。");
    public static readonly Phrase AddStatementWaits = new("Others see it after a moderator has accepted it.", "经审核通过后，他人才能看到。");
    public static readonly Phrase Statement = new("Statement", "观点");
    public static readonly Phrase Add = new("Add", "提交");
    public static readonly Phrase YourStatements = new("Your statements that others do not see", "他人看不到的您的观点");
    public static readonly Phrase StatementPending = new("waits for a moderator", "等待审核");
    public static readonly Phrase StatementRejected = new("not accepted", "未通过");
    public static readonly Phrase Voted = new("Vote saved.", "投票已保存。");
    public static readonly Phrase Added = new("Your statement is there for others to vote on.", "您的观点已发布，他人可以投票。");
    public static readonly Phrase AddedWaiting = new("Thank you. A moderator looks at your statement first.", "谢谢。您的观点将先经审核。");
    public static readonly Phrase Proposed = new("Thank you. Your proposal is recorded; its decision will stand here, with the reason.", "谢谢。您的提案已记录；处理决定及理由将在此公布。");
    public static readonly Phrase Privacy = new("No account, no name, no address: a random cookie knows you again when you come back, and the server keeps only its hash with your votes.", "无需账户、姓名或地址：浏览器中的随机 Cookie 供您再次访问时识别，服务器只保存其哈希值和您的投票。");
    public static readonly Phrase KeysHint = new("Keys while the statement is focused: 1 agree, 2 disagree, 3 pass.", "焦点在观点上时可用按键：1 同意，2 不同意，3 跳过。");
    public static readonly Phrase Propose = new("Propose a change to the wording", "提出措辞修改");
    public static readonly Phrase ProposeHow = new("Change the text as you would have it. Below you see what you change.", "直接修改文本。下方会显示您的改动。");
    public static readonly Phrase ProposedWording = new("Wording", "措辞");
    public static readonly Phrase WhyChange = new("Why?", "为什么？");
    public static readonly Phrase WhyChangeHow = new("What is wrong now, or what gets better. At most {0} characters.", "现在有什么问题，或修改后有何改善。最多 {0} 个字符。");
    public static readonly Phrase ShowChange = new("Show what I change", "显示我的改动");
    public static readonly Phrase YourChange = new("Your change", "您的改动");
    public static readonly Phrase NoChangeYet = new("Nothing is changed yet.", "尚无改动。");
    public static readonly Phrase SendProposal = new("Send the proposal", "提交提案");
    public static readonly Phrase ProposalNumber = new("Proposal {0}", "提案 {0}");
    public static readonly Phrase NoProposals = new("No proposals yet.", "还没有提案。");
    public static readonly Phrase Yours = new("yours", "您的提案");
    public static readonly Phrase OnlyYou = new("Only you see it: a moderator looks at it first.", "目前仅您可见：将先经审核。");
    public static readonly Phrase Reason = new("Reason: {0}", "理由：{0}");
    public static readonly Phrase WhyGiven = new("Why: {0}", "原因：{0}");
    public static readonly Phrase StateOpen = new("not decided yet", "尚未决定");
    public static readonly Phrase StateAdopted = new("adopted", "已采纳");
    public static readonly Phrase StateDeferred = new("deferred", "暂缓");
    public static readonly Phrase StateRejected = new("rejected", "未采纳");
    public static readonly Phrase ProblemClosed = new("The consultation is closed.", "征询已结束。");
    public static readonly Phrase ProblemEmpty = new("Something is missing: write a few words.", "内容不完整：请写几个字。");
    public static readonly Phrase ProblemTooLong = new("That is too long.", "内容过长。");
    public static readonly Phrase ProblemDuplicate = new("That has been said already. Vote on it when it comes.", "已有相同内容。轮到时请对其投票。");
    public static readonly Phrase ProblemTooMany = new("There are too many already: vote on those that are there.", "数量已达上限：请对现有内容投票。");
    public static readonly Phrase ProblemUnchanged = new("The wording is the present one: change it first.", "措辞与现有文本相同：请先修改。");
    public static readonly Phrase ProblemNotThere = new("That statement is no longer there.", "该观点已不存在。");

    /// <summary>Why something was not taken.</summary>
    internal static Phrase Of(PublicProblem problem) => problem switch
    {
        PublicProblem.Closed => ProblemClosed,
        PublicProblem.Empty => ProblemEmpty,
        PublicProblem.TooLong => ProblemTooLong,
        PublicProblem.Duplicate => ProblemDuplicate,
        PublicProblem.TooMany => ProblemTooMany,
        PublicProblem.Unchanged => ProblemUnchanged,
        _ => ProblemNotThere,
    };

    /// <summary>A vote.</summary>
    internal static Phrase OfVote(int value) => value switch { > 0 => Agree, < 0 => Disagree, _ => Pass };

    /// <summary>What became of a proposal.</summary>
    internal static Phrase Of(Storage.ProposalState state) => state switch
    {
        Storage.ProposalState.Adopted => StateAdopted,
        Storage.ProposalState.Deferred => StateDeferred,
        Storage.ProposalState.Rejected => StateRejected,
        _ => StateOpen,
    };
}

/// <summary>What the script of the pages for the public says.</summary>
public static class PublicScriptWords
{
    public static readonly Phrase Left = new("{0} characters left", "还可输入 {0} 个字符");
    public static readonly Phrase Offline = new("Not saved: the server could not be reached. Try again.", "未保存：无法连接服务器，请重试。");
    public static readonly Phrase Slow = new("That was very fast. Wait a moment, and try again.", "操作过快，请稍候再试。");
}

/// <summary>What the results of a consultation say.</summary>
public static class ResultWords
{
    public static readonly Phrase Participants = new("participants", "参与者");
    public static readonly Phrase Votes = new("votes", "投票");
    public static readonly Phrase Statements = new("statements", "观点");
    public static readonly Phrase NothingYet = new("Nobody has voted yet.", "还没有人投票。");
    public static readonly Phrase NotPublic = new("The results are not public yet.", "结果尚未公开。");
    public static readonly Phrase AllStatements = new("All statements", "全部观点");
    public static readonly Phrase Counts = new("{0} agree · {1} disagree · {2} pass", "{0} 同意 · {1} 不同意 · {2} 跳过");
    public static readonly Phrase Share = new("{0} % agree (95 % interval {1} to {2} %)", "{0}% 同意（95% 区间 {1}% 至 {2}%）");
    public static readonly Phrase NoVotes = new("no votes yet", "暂无投票");
    public static readonly Phrase Intervals = new("Bars: agree, disagree, pass. The line on a bar is the 95 % interval (Wilson) of the share that agrees, as if the participants were a random sample of those who might have come; they are not, so read it as a lower bound of the uncertainty.", "条形依次为同意、不同意、跳过。条上的线是同意比例的 95% 区间（Wilson），假定参与者是潜在参与者的随机样本；实际并非如此，因此应视为不确定性的下限。");
    public static readonly Phrase Groups = new("Opinion groups", "观点群体");
    public static readonly Phrase GroupsHow = new("Participants who vote alike stand close together. The picture is the plane in which votes differ most (the first two principal components); groups are found in it by k-means. Where several stand at one place the mark is larger.", "投票相似的参与者彼此靠近。图中平面是投票差异最大的平面（前两个主成分）；群体由 k-means 得出。同一位置人数越多，标记越大。");
    public static readonly Phrase TooFew = new("No groups are shown: {0} participants have voted on enough statements, and below {1} groups would be chance, and could tell who voted how.", "暂不显示群体：仅有 {0} 位参与者对足够多的观点投票；少于 {1} 位时，群体可能只是偶然，还可能暴露个人的投票。");
    public static readonly Phrase Group = new("Group {0}", "群体 {0}");
    public static readonly Phrase GroupSize = new("{0} participant(s)", "{0} 位参与者");
    public static readonly Phrase GroupAgrees = new("{0} of {1} agree; of the others {2} of {3}", "{1} 人中 {0} 人同意；其余 {3} 人中 {2} 人同意");
    public static readonly Phrase GroupDisagrees = new("{0} of {1} disagree; of the others {2} of {3}", "{1} 人中 {0} 人不同意；其余 {3} 人中 {2} 人不同意");
    public static readonly Phrase GroupAgreesAlone = new("{0} of {1} agree", "{1} 人中 {0} 人同意");
    public static readonly Phrase GroupDisagreesAlone = new("{0} of {1} disagree", "{1} 人中 {0} 人不同意");
    public static readonly Phrase NothingTypical = new("No statement sets this group apart clearly.", "没有能明显区分该群体的观点。");
    public static readonly Phrase TooSmall = new("Too small to show what it thinks: that could tell how somebody voted.", "人数过少，不显示其观点，以免暴露个人的投票。");
    public static readonly Phrase PictureName = new("Map of opinions: {0} participants in {1} groups", "观点分布图：{0} 位参与者，{1} 个群体");
    public static readonly Phrase Consensus = new("What the groups agree on", "各群体的共识");
    public static readonly Phrase ConsensusHow = new("Group-informed consensus: the product over the groups of (agree + 1) / (votes + 2), passes counted as votes. A statement is high only where every group agrees. Groups too small to be shown are left out.", "群体共识度：对每个群体计算（同意数 + 1）/（投票数 + 2）并相乘，跳过计入投票。只有每个群体都同意时分值才高。人数过少而不显示的群体不计入。");
    public static readonly Phrase Divisive = new("What divides them", "分歧所在");
    public static readonly Phrase DivisiveHow = new("Statements on which the groups' shares of agreement lie farthest apart.", "各群体同意比例相差最大的观点。");
    public static readonly Phrase Apart = new("{0} to {1} % agree, by group", "各群体同意比例为 {0}% 至 {1}%");
    public static readonly Phrase StraightLiners = new("{0} participants gave the same answer to every one of at least {1} statements. They are set apart: counted here, and left out of groups and consensus.", "{0} 位参与者对至少 {1} 条观点全部给出相同回答。他们被单列：在此计数，但不计入群体和共识。");
    public static readonly Phrase NoStraightLiners = new("Nobody gave the same answer to every one of at least {0} statements.", "没有人对至少 {0} 条观点全部给出相同回答。");
    public static readonly Phrase Caution = new("These are the people who came, not a sample of everybody.", "这些只是前来参与的人，并非全体的抽样。");
}
