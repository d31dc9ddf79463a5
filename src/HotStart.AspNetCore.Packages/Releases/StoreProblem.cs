using HotStart.AspNetCore.Admin.Answers;
using HotStart.Packages;
using HotStart.Packages.Store;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Packages.Releases;

/// <summary>What went wrong with a store, as an answer.</summary>
internal static class StoreProblem
{
    public const string BadRequest = "bad-request";

    public static IResult Of(HttpContext context, StoreException e) => Answer.Problem(context, Status(e.Code), e.Code, e.Message);

    public static IResult Of(HttpContext context, PackageException e) => Answer.Problem(context, StatusCodes.Status502BadGateway, e.Reasons[0].Code, e.Message);

    /// <summary>The status code of a reason why something could not be done.</summary>
    public static int Status(string code) => code switch
    {
        StoreReasons.Unknown => StatusCodes.Status404NotFound,
        StoreReasons.BadReleaseFile or StoreReasons.NotFound => StatusCodes.Status400BadRequest,
        StoreReasons.Busy or StoreReasons.ReadOnly or StoreReasons.NothingToRollBackTo => StatusCodes.Status409Conflict,
        StoreReasons.DiskFull => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status500InternalServerError,
    };
}
